// Stubs of the Nuxt functions that the Node adapter imports, and the module hook that resolves Nuxt's virtual module
// '#imports' to this file.
export const useRuntimeConfig = () => ({})
export const registerStoreAdapter = () => {}
export const defineNitroPlugin = plugin => plugin
export const createStoreValidator = () => ({})

export async function resolve(specifier, context, nextResolve) {
  return specifier === '#imports'
    ? { url: import.meta.url, shortCircuit: true }
    : nextResolve(specifier, context)
}
