// Runs the Node adapter, installed in the directory given as the only argument. Reads one operation per line,
//   {"call": 7, "operation": "index.increment", "arguments": ["nvent:flows", "checkout", "stats.total", 1]}
// and writes one response per line, {"call": 7, "value": 1} or {"call": 7, "error": "message"}, when the operation ends:
// operations run concurrently if the caller does not wait. PGHOST, PGDATABASE etc. select the database.
import { register } from 'node:module'
import path from 'node:path'
import readline from 'node:readline'
import { pathToFileURL } from 'node:url'

console.log = console.error // standard output is reserved for responses
register('./nuxt.mjs', import.meta.url)

const runtime = path.resolve(process.argv[2], 'node_modules/@nvent-addon/adapter-store-postgres/dist/runtime')
const load = file => import(pathToFileURL(path.join(runtime, file)).href)
const { PostgresStoreAdapter } = await load('adapter.js')
const { migrations, runMigrations } = await load('migrations.js')

const { NODE_ADAPTER_PREFIX: prefix, NODE_ADAPTER_SCHEMA: schema } = process.env
const adapter = new PostgresStoreAdapter({ connection: {}, prefix, schema, poolSize: 10 })

// "migrate" runs all migrations, as nvent does when it starts; "migration" runs one, to stop at a version or to repeat it.
const schemaOperations = {
  migrate: () => runMigrations(adapter.pool, prefix, schema),
  migration: version => migrations.find(one => one.version === version).up(adapter.pool, prefix, schema),
}

function findOperation(name) {
  const [group, operation] = name.split('.')
  const found = group === 'schema' ? schemaOperations[operation] : adapter[group]?.[operation]
  if (!found) throw new Error(`the Node adapter has no operation ${name}`)
  return found
}

async function respond({ call, operation, arguments: given }) {
  try {
    const value = await findOperation(operation)(...given)
    return { call, value: value ?? null }
  } catch (error) {
    return { call, error: error.message }
  }
}

const running = new Set()
for await (const line of readline.createInterface({ input: process.stdin })) {
  const task = respond(JSON.parse(line)).then(response => process.stdout.write(`${JSON.stringify(response)}\n`))
  running.add(task)
  task.finally(() => running.delete(task))
}
await Promise.all(running)
await adapter.close()
