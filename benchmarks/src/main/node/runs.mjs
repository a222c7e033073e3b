// Plays runs of five steps with the original adapter, installed in the directory that is the first argument; the second is
// the hook by which Node finds what the adapter needs of Nuxt. Reads one turn a line, {"callers": 8, "millis": 400}, and
// answers with the time that each run took in it, {"micros": [...]}. The database comes from PGHOST and its like.
import { register } from 'node:module'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import readline from 'node:readline'
import { pathToFileURL } from 'node:url'

console.log = console.error // standard output is for answers
register(pathToFileURL(path.resolve(process.argv[3])).href)

const runtime = path.resolve(process.argv[2], 'node_modules/@nvent-addon/adapter-store-postgres/dist/runtime')
const load = file => import(pathToFileURL(path.join(runtime, file)).href)
const { PostgresStoreAdapter } = await load('adapter.js')
const { runMigrations } = await load('migrations.js')

const { ORIGINAL_PREFIX: prefix, ORIGINAL_SCHEMA: schema } = process.env
const { stream, index, kv, close } = await open()

async function open() {
  const adapter = new PostgresStoreAdapter({ connection: {}, prefix, schema, poolSize: 10 })
  await runMigrations(adapter.pool, prefix, schema)
  return { stream: adapter.stream, index: adapter.index, kv: adapter.kv, close: () => adapter.close() }
}

let runs = 0

// The same calls as those of the Java side, in the same order: see FiveSteps.
async function playRun() {
  const flow = `flow-${Math.floor(Math.random() * 100)}`
  const run = `original-${process.pid}-${runs++}`
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

async function play(millis, micros) {
  const until = performance.now() + millis
  do {
    const began = performance.now()
    await playRun()
    micros.push((performance.now() - began) * 1000)
  } while (performance.now() < until)
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { callers, millis } = JSON.parse(line)
  const micros = []
  await Promise.all(Array.from({ length: callers }, () => play(millis, micros)))
  process.stdout.write(`${JSON.stringify({ micros })}\n`)
}
await close()
