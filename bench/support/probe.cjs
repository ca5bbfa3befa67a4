/**
 * Loaded into a backend with `--require`: answers over HTTP how long its event
 * loop was blocked at worst, and how large its heap was, since it was asked last.
 */
const { createServer } = require('node:http');
const { monitorEventLoopDelay } = require('node:perf_hooks');
const { getHeapStatistics } = require('node:v8');
const { isMainThread } = require('node:worker_threads');

const RESOLUTION_MS = 5;
const SAMPLE_MS = 20;

const port = Number(process.env.PROBE_PORT);
if (port && isMainThread) {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  delay.enable();
  let heap = 0;
  // Beside other work on the machine, what the thread itself did between two turns
  let worstTurn = 0;
  let cpu = process.threadCpuUsage();
  const turn = () => {
    const { user, system } = process.threadCpuUsage(cpu);
    cpu = process.threadCpuUsage();
    worstTurn = Math.max(worstTurn, (user + system) / 1000);
  };
  setInterval(turn, 1).unref();
  setInterval(() => {
    heap = Math.max(heap, process.memoryUsage().heapUsed);
  }, SAMPLE_MS).unref();
  createServer((_req, res) => {
    res.end(
      JSON.stringify({
        worstDelayMs: delay.max / 1e6,
        worstTurnMs: worstTurn,
        heapMiB: heap / 1024 / 1024,
        heapLimitMiB: getHeapStatistics().heap_size_limit / 1024 / 1024,
        rssMiB: process.memoryUsage().rss / 1024 / 1024,
      }),
    );
    delay.reset();
    heap = 0;
    worstTurn = 0;
  })
    // Processes that the backend starts load this too, after it
    .on('error', () => {})
    .listen(port, '127.0.0.1')
    .unref();
}
