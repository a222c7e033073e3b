// Runs the original adapter, installed in the directory that is the only argument. Reads one operation a line,
//   {"call": 7, "operation": "index.increment", "arguments": ["nvent:flows", "checkout", "stats.total", 1]}
// and writes one answer a line, {"call": 7, "value": 1} or {"call": 7, "error": "why"}, as soon as it is there:
// operations that are sent without waiting run at once. The database comes from PGHOST and its like.
import { register } from 'node:module'
import path from 'node:path'
import readline from 'node:readline'
import { pathToFileURL } from 'node:url'

console.log = console.error // standard output is for answers
register('./nuxt.mjs', import.meta.url)

const runtime = path.resolve(process.argv[2], 'node_modules/@nvent-addon/adapter-store-postgres/dist/runtime')
const load = file => import(pathToFileURL(path.join(runtime, file)).href)
const { PostgresStoreAdapter } = await load('adapter.js')
const { migrations, runMigrations } = await load('migrations.js')

const { ORIGINAL_PREFIX: prefix, ORIGINAL_SCHEMA: schema } = process.env
const adapter = new PostgresStoreAdapter({ connection: {}, prefix, schema, poolSize: 10 })

// What a start of nvent does; and one migration by itself, to stop at an old version or to repeat one.
const schemaOperations = {
  migrate: () => runMigrations(adapter.pool, prefix, schema),
  migration: version => migrations.find(one => one.version === version).up(adapter.pool, prefix, schema),
}

function operationOf(name) {
  const [tier, operation] = name.split('.')
  const found = tier === 'schema' ? schemaOperations[operation] : adapter[tier]?.[operation]
  if (!found) throw new Error(`the original has no ${name}`)
  return found
}

async function answer({ call, operation, arguments: given }) {
  try {
    const value = await operationOf(operation)(...given)
    return { call, value: value ?? null }
  } catch (error) {
    return { call, error: error.message }
  }
}

const running = new Set()
for await (const line of readline.createInterface({ input: process.stdin })) {
  const task = answer(JSON.parse(line)).then(it => process.stdout.write(`${JSON.stringify(it)}\n`))
  running.add(task)
  task.finally(() => running.delete(task))
}
await Promise.all(running)
await adapter.close()
