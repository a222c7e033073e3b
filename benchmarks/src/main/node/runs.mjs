// Executes runs of five steps with the Node adapter. Arguments: the directory in which the adapter is installed, and the
// loader hook that resolves the adapter's imports of Nuxt. Reads one request per line and slice, {"callers": 8, "millis":
// 400}, and responds with the duration of each run in the slice, {"micros": [...]}. The database is configured by the
// environment variables of libpq, such as PGHOST.
import { register } from 'node:module'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import readline from 'node:readline'
import { pathToFileURL } from 'node:url'

console.log = console.error // standard output is reserved for responses
register(pathToFileURL(path.resolve(process.argv[3])).href)

const runtime = path.resolve(process.argv[2], 'node_modules/@nvent-addon/adapter-store-postgres/dist/runtime')
const load = file => import(pathToFileURL(path.join(runtime, file)).href)
const { PostgresStoreAdapter } = await load('adapter.js')
const { runMigrations } = await load('migrations.js')

const { STORE_PREFIX: prefix, STORE_SCHEMA: schema } = process.env
const { stream, index, kv, close } = await open()

async function open() {
  const adapter = new PostgresStoreAdapter({ connection: {}, prefix, schema, poolSize: 10 })
  await runMigrations(adapter.pool, prefix, schema)
  return { stream: adapter.stream, index: adapter.index, kv: adapter.kv, close: () => adapter.close() }
}

let runs = 0

// The same calls in the same order as the Java engines: see Engine.java.
async function executeRun() {
  const flow = `flow-${Math.floor(Math.random() * 100)}`
  const run = `node-${process.pid}-${runs++}`
  const events = `${prefix}:flow:run:${run}`
  const flowRuns = `${prefix}:flow:runs:${flow}`
  const flows = `${prefix}:flows`
  const append = (type, step) => stream.append(events, {
    type, runId: run, flowName: flow, stepName: step, stepId: step, attempt: 1, data: { amount: 42, currency: 'EUR' } })

  await index.add(flowRuns, run, Date.now(), { status: 'running', stepCount: 5 })
  await append('flow.start', null)
  await index.increment(flows, flow, 'stats.total', 1)
  await index.increment(flows, flow, 'stats.running', 1)
  for (let number = 1; number <= 5; number++) {
    const step = `step-${number}`
    await append('step.started', step)
    await append('step.completed', step)
    await index.update(flowRuns, run, { status: 'running', lastActivityAt: Date.now(), emittedEvents: { [step]: 1 } })
    await index.increment(flowRuns, run, 'completedSteps', 1)
    await kv.set(`deadline:${run}`, { step: number })
  }
  await append('flow.completed', null)
  await index.update(flowRuns, run, { status: 'completed', completedAt: Date.now() })
  await index.increment(flows, flow, 'stats.success', 1)
  await index.increment(flows, flow, 'stats.running', -1)
}

async function executeRuns(millis, micros) {
  const until = performance.now() + millis
  do {
    const began = performance.now()
    await executeRun()
    micros.push((performance.now() - began) * 1000)
  } while (performance.now() < until)
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { callers, millis } = JSON.parse(line)
  const micros = []
  await Promise.all(Array.from({ length: callers }, () => executeRuns(millis, micros)))
  process.stdout.write(`${JSON.stringify({ micros })}\n`)
}
await close()
