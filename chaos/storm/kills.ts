import { Random } from '../random';
import type { Replica } from '../Replica';
import type { Progress } from './Progress';

const LOOK_MS = 200;
/** Between two kills at least, so that they do not all meet the same moment. */
const PAUSE_MS = 3_000;

/**
 * Kills replicas that are ready and have a call in flight, spread over the work:
 * each one when the next part of it is done. Fewer when it comes to a stop.
 */
export async function killAtWork(options: {
  replicas: readonly Replica[];
  seed: number;
  kills: number;
  progress: Progress;
  onKill: (number: number, progress: number) => void;
}): Promise<void> {
  const { replicas, kills, progress, onKill } = options;
  const random = new Random(options.seed, 'kills');
  for (let number = 1; number <= kills; number += 1) {
    let done = await progress.look();
    while (done.part < number / (kills + 1)) {
      if (done.hasStalled) return;
      await pause(LOOK_MS);
      done = await progress.look();
    }
    const atWork = () =>
      replicas.filter(one => one.isReady && one.callsInFlight > 0);
    while (atWork().length === 0) {
      if ((await progress.look()).hasStalled) return;
      await pause(LOOK_MS);
    }
    random.pick(atWork()).kill(0);
    onKill(number, done.part);
    await pause(PAUSE_MS);
  }
}

async function pause(ms: number) {
  await new Promise(resolve => setTimeout(resolve, ms));
}
