import { createAws } from 'simulated-aws';
import { createVirtualClock } from 'simulated-aws/clock/virtual-clock.ts';
import type { ModelEngine } from 'simulated-aws/postgres/create-model-engine.ts';
import type { ModelContents } from 'simulated-aws/postgres/model/contents.ts';
import { detectorRegions } from '../../deployment/detector-regions.ts';
import type { DatabaseDraft } from '../../rehearsal/landscape/draft/draft.ts';
import { createLiveTimeline } from '../../rehearsal/live-timeline.ts';
import { createModel } from '../../rehearsal/model/create-model.ts';
import { packageDetector, packageStack } from '../../rehearsal/packaging/package-stack.ts';
import { regionsOf } from '../../rehearsal/stage.ts';
import { readVerifyOptions } from '../../rehearsal/verify/options.ts';
import { readyToVerify, verifyOn } from '../../rehearsal/verify/rehearse.ts';
import { createHearing, furnishVerified } from '../../rehearsal/verify/stage.ts';
import type { DeployedPlan } from '../../shared/contracts/plan.ts';
import { createOutput, teach } from './virtual-rehearsal.ts';

const hourMs = 3_600_000;

/** The tables that the schema of a rehearsal makes, as a model holds them. */
const contentsOf = ({ data: { schema } }: DatabaseDraft, now: number): ModelContents =>
  [...schema.matchAll(/CREATE TABLE ([a-z_."0-9]+)/g)].map(([, text = ''], index) => {
    const name = text.replaceAll('"', '');
    const oid = 20_000 + index * 10;
    return {
      ...{ name: name.includes('.') ? name : `public.${name}`, oid, pages: 2, rows: 100, checksum: oid },
      indexes: [{ name: `${name.split('.').at(-1)}_pkey`, oid: oid + 1 }],
      newestAt: new Date(now - 2 * hourMs).toISOString(),
    };
  });

const holding = (engine: ModelEngine, drafts: readonly DatabaseDraft[], now: number): ModelEngine => ({
  ...engine,
  createPrimary: async (spec) => {
    const database = await engine.createPrimary(spec);
    const draft = drafts.find(({ primary }) => primary.instance === spec.name);
    if (draft !== undefined) engine.setContents(database, () => contentsOf(draft, now));
    return database;
  },
});

/** The columns that its verifications take for a time. */
const timesIn = ({ restoreVerification }: DeployedPlan): string[] =>
  restoreVerification
    .flatMap((one) => ('data' in one ? [one.data] : []))
    .flatMap(({ newestRow, manifest }) => [newestRow?.column, ...(manifest?.tables.map(({ until }) => until) ?? [])])
    .filter((column) => column !== undefined);

/** What `npm run rehearse:verify -- …` does, on the virtual clock and with a model of PostgreSQL. */
export const verifyVirtually = async (...args: readonly string[]) => {
  const options = readVerifyOptions(args);
  const ready = readyToVerify(options);
  const { choice } = ready;
  await packageStack(choice.plan.regions.standby, choice.folder);
  for (const region of detectorRegions(choice.plan)) await packageDetector(region, choice.folder);
  const clock = createVirtualClock();
  const { out, text } = createOutput();
  const timeline = createLiveTimeline(out, clock.now);
  const { listen, tellBoth } = createHearing();
  const { seed, speed } = options;
  const aws = createAws({ clock, seed, speed, regions: regionsOf(choice), tell: tellBoth(timeline.tell) });
  const model = createModel(clock, { cuts: aws.network, times: timesIn(choice.plan) });
  teach(model, choice);
  const engine = holding(model, choice.databases, clock.now());
  const damage = async () => {
    throw new Error('a model has no pages');
  };
  const empty = { clock, aws, engine, runsSql: false, damage, listen, timeline };
  const perform = async () => {
    const stage = await furnishVerified(options, choice, empty);
    return await verifyOn(stage, ready, { out, timeline });
  };
  try {
    return { missing: await clock.runUntil(perform()), output: text() };
  } finally {
    await clock.runUntil(aws.close());
  }
};
