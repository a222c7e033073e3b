// The little of Nuxt that the original adapter needs, and the hook by which Node finds it here
// under the name of Nuxt's virtual module.
export const useRuntimeConfig = () => ({})
export const registerStoreAdapter = () => {}
export const defineNitroPlugin = plugin => plugin
export const createStoreValidator = () => ({})

export async function resolve(specifier, context, nextResolve) {
  return specifier === '#imports'
    ? { url: import.meta.url, shortCircuit: true }
    : nextResolve(specifier, context)
}
