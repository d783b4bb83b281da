import { Writable } from 'node:stream';
import { createAws, type SimulatedAws } from 'simulated-aws';
import { createVirtualClock } from 'simulated-aws/clock/virtual-clock.ts';
import type { ModelEngine } from 'simulated-aws/postgres/create-model-engine.ts';
import { detectorRegions } from '../../deployment/detector-regions.ts';
import { type Choice, choose } from '../../rehearsal/choose.ts';
import type { Draft, WantedCheck } from '../../rehearsal/landscape/draft/draft.ts';
import { createLiveTimeline } from '../../rehearsal/live-timeline.ts';
import { createModel } from '../../rehearsal/model/create-model.ts';
import { readOptions } from '../../rehearsal/options.ts';
import { packageDetector, packageStack } from '../../rehearsal/packaging/package-stack.ts';
import type { ReadRows } from '../../rehearsal/read-rows.ts';
import { rehearseOn } from '../../rehearsal/rehearse.ts';
import { createClosers } from '../../rehearsal/simulate.ts';
import { furnish, regionsOf } from '../../rehearsal/stage.ts';
import { withFault } from '../../rehearsal/with-fault.ts';
import type { Resolve } from '../../rehearsal/writer.ts';

export type Rehearsed = Readonly<{ missing: readonly string[]; output: string; choice: Choice }>;

/** A terminal, and what was written to it. */
export const createOutput = () => {
  const lines: string[] = [];
  const out = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(String(chunk));
      done();
    },
  });
  return { out, text: () => lines.join('') };
};

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);

const exactly = (sql: string): RegExp => new RegExp(`^${sql.trim().split(/\s+/).map(escaped).join('\\s+')}$`);

/** A model keeps no rows: it is told what each check answers, and takes every row that a writer adds. */
export const teach = (engine: ModelEngine, { databases }: Pick<Draft, 'databases'>): void => {
  const value = ({ atLeast, atMost }: WantedCheck) => atLeast ?? atMost ?? 0;
  for (const { data } of databases) for (const check of data.checks) engine.setAnswer(exactly(check.sql), value(check));
  engine.setAnswer(/^INSERT INTO /, true);
};

const resolveIn =
  (aws: SimulatedAws): Resolve =>
  async (name) => {
    const answers = aws.route53.resolver.resolve(name);
    const ttl = answers.find(({ type }) => type === 'CNAME')?.ttl ?? 60;
    return { canonicalName: aws.route53.hostBehind(name) ?? name, ttlMs: aws.world.awsTime(ttl) };
  };

type Past = Readonly<{ cutAt: number; backupAt: number }>;

/**
 * A model of PostgreSQL keeps no rows, so which are there is worked out: what was acknowledged before a Region was cut has streamed to its
 * replicas, a restored backup has what was there when it was taken, and all that came in afterwards came in here.
 */
const createRows = (aws: SimulatedAws, engine: ModelEngine) => {
  const past: { -readonly [K in keyof Past]: Past[K] } = { cutAt: Number.POSITIVE_INFINITY, backupAt: 0 };
  aws.network.onCut(() => {
    past.cutAt = aws.world.clock.now();
  });
  const takeSnapshot: ModelEngine['takeSnapshot'] = async (source) => {
    past.backupAt = aws.world.clock.now();
    return await engine.takeSnapshot(source);
  };
  const readRows: ReadRows = async ({ database, serving, acknowledged }) => {
    const isMade = database.made.includes(serving);
    const heldUntil = isMade ? past.backupAt : past.cutAt;
    return acknowledged.filter(({ at }) => at <= heldUntil || at > past.cutAt).map(({ sequence }) => sequence);
  };
  return { engine: { ...engine, takeSnapshot }, readRows };
};

/** Packaging is work of other processes, for which a virtual clock does not wait. */
const packageBefore = async ({ plan, folder }: Choice): Promise<void> => {
  await packageStack(plan.regions.standby, folder);
  for (const region of detectorRegions(plan)) await packageDetector(region, folder);
};

/** Enough to see who serves, and a tenth of the work. */
const lightLoad = { pauseMs: 100, enough: 10 } as const;

/** What `npm start -- …` does, on the virtual clock and with a model of PostgreSQL: the same stage, the same rehearsal, the same report. */
export const rehearseVirtually = async (...args: readonly string[]): Promise<Rehearsed> => {
  const asked = readOptions(args);
  const choice = choose(asked);
  const options = withFault(asked, choice);
  await packageBefore(choice);
  const clock = createVirtualClock();
  const { out, text } = createOutput();
  const timeline = createLiveTimeline(out, clock.now);
  const closers = createClosers();
  const { seed, speed } = options;
  const aws = createAws({ clock, seed, speed, regions: regionsOf(choice), tell: timeline.tell });
  const engine = createModel(clock, { cuts: aws.network });
  teach(engine, choice.draft);
  const empty = { clock, aws, ...createRows(aws, engine), runsSql: false, resolve: resolveIn(aws), port: 0, timeline };
  const perform = async (): Promise<readonly string[]> => {
    const stage = await furnish(choice, options, empty);
    return await rehearseOn(stage, { options, choice }, { out, timeline, closers, load: lightLoad });
  };
  try {
    return { missing: await clock.runUntil(perform()), output: text(), choice };
  } finally {
    await clock.runUntil(closers.close());
    await clock.runUntil(aws.close());
  }
};
