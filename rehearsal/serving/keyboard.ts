import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { wordsOf } from 'simulated-aws/complaint.ts';
import { loseRegion } from '../apply-fault.ts';
import { instancesIn } from '../landscape/where.ts';
import type { Stage } from '../stage.ts';

type Regions = Readonly<{ primary: string; standby: string }>;

export const keyboardHelp = ({ primary }: Regions): string[] => [
  `lose ${primary}    the Region falls silent, and the databases that run there crash`,
  `heal ${primary}    it answers again, and its databases start from where they were`,
  'quit              the same as Ctrl-C',
];

type KeyboardSettings = Readonly<{ keyboard: Readable; stage: Stage; say: (text: string) => void; quit: () => void }>;

/** Reads lines, one at a time, until it is closed; the end of the input is none of the simulation. */
export function readKeyboard({ keyboard, stage, say, quit }: KeyboardSettings): { close: () => void } {
  const work = createWorker(stage, quit);
  const lines = createInterface({ input: keyboard });
  let last = Promise.resolve();
  const tell = async (line: string): Promise<void> => {
    const answer = await work(line).catch((error: unknown) => `that has failed: ${wordsOf(error)}`);
    if (answer !== undefined) say(answer);
  };
  lines.on('line', (line) => {
    last = last.then(() => tell(line));
  });
  return { close: () => lines.close() };
}

/** Answers what has happened, in words. */
function createWorker(stage: Stage, quit: () => void) {
  const actions: Readonly<Record<string, typeof lose>> = { lose, heal };
  return async (line: string): Promise<string | undefined> => {
    const [verb = '', region = ''] = line.trim().split(/\s+/);
    if (verb === '') return undefined;
    if (verb === 'quit') {
      quit();
      return undefined;
    }
    const action = actions[verb];
    if (action === undefined) return `"${verb}" is none of: lose REGION, heal REGION, quit`;
    const isLost = stage.aws.network.isCut(region);
    if (region !== stage.primary && region !== stage.standby)
      return `${verb} takes ${stage.primary} or ${stage.standby}, not "${region}"`;
    if (isLost === (verb === 'lose')) return isLost ? `${region} is lost already` : `${region} is not lost`;
    return await action(stage, region);
  };
}

async function lose(stage: Stage, region: string): Promise<string> {
  await loseRegion(stage, region);
  return `${region} is lost`;
}

async function heal(stage: Stage, region: string): Promise<string> {
  stage.aws.network.heal(region);
  for (const { server } of instancesIn(stage.landscape, region)) await server.start();
  return `${region} answers again`;
}
