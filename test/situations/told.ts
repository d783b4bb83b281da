import type { Execution } from 'simulated-aws/step-functions/run/execution.ts';
import { recoveriesOf } from '../../rehearsal/detection/await-run.ts';
import { readRecord, readVerification } from '../../rehearsal/read-results.ts';
import type { RecoveryRecord } from '../../shared/contracts/recovery/recovery-record.ts';
import { measuredText, metText } from '../../shared/report/format.ts';
import { endStateOf, recovered, untouched } from '../rehearsal/end-state.ts';
import { refusalsOf } from '../support/detection-scene.ts';
import { lockOf } from '../support/settling.ts';
import { copiesIn } from '../support/verification-run.ts';
import type { Scene } from '../support/virtual-run.ts';
import type { Account } from './account.ts';
import { type CallEvent, isAct } from './is-act.ts';
import type { Expectation } from './schema/situation.ts';
import { metOf, type Witnessed } from './truth.ts';

/** What a situation has come to, in the shape of what was expected of it, and what the general rules ask for besides. */
export type Told = Readonly<{
  seen: Expectation;
  records: readonly RecoveryRecord[];
  /** Runs and verifications that left no record, or of which no notice speaks. */
  unsaid: readonly string[];
}>;

const lineOf = ({ service, operation, region, error }: CallEvent): string =>
  `${service}:${operation} ${region}${error === undefined ? '' : ` ${error}`}`;

/** Lifeboat names its own runs after the plan and the moment. */
const nameOf = (scene: Scene, name: string): string => {
  const isOwn = scene.events.some(
    (event) => event.kind === 'call' && event.operation === 'StartExecution' && event.principal.endsWith('-detect'),
  );
  return isOwn && name.startsWith(`${scene.plan.plan}-`) ? 'itself' : name;
};

const lossOf = ({ outcome, dataLoss }: RecoveryRecord): string =>
  outcome === 'refused' ? 'none' : `${measuredText(dataLoss)}, ${metText(dataLoss)}`;

const decisionsOf = ({ entries }: RecoveryRecord): string[] =>
  entries.flatMap(({ fact }) => (fact.type === 'decided' ? [`${fact.verdict} ${fact.code ?? ''}`.trim()] : []));

const runOf = (scene: Scene, { name, status }: Execution): Expectation['runs'] => {
  const record = readRecord(scene, name);
  if (record === undefined || status === 'RUNNING') return [];
  const { outcome, reason } = record;
  const answered = record.answers.map(({ answer, operator }) => `${answer} by ${operator}`);
  const common = { outcome, reason, answered, loss: lossOf(record), execution: status };
  return [{ run: nameOf(scene, name), decided: decisionsOf(record), ...common }];
};

const verificationsIn = ({ scene, before }: Account): readonly Execution[] =>
  scene.aws.stepFunctions
    .executions()
    .filter(({ machine, mapRunArn }) => machine.arn === scene.stack.verifyArn && mapRunArn === undefined)
    .filter(({ startedAt }) => startedAt >= before.at);

const verificationOf = (scene: Scene, { name, status }: Execution): Expectation['verifications'] => {
  const record = readVerification(scene, name);
  if (record === undefined || status === 'RUNNING') return [];
  return [{ verification: name, verdict: record.verdict, reason: record.reason, execution: status }];
};

const inWords = (state: Readonly<Record<string, unknown>>): string =>
  Object.entries(state)
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(', ');

const serviceOf = async (scene: Scene): Promise<string> => {
  const replicas = scene.aws.rds.inspectAll(scene.standby).map(({ DBInstanceIdentifier }) => DBInstanceIdentifier);
  if (!replicas.includes('shielda-replica-us-east-1')) return 'no database in the standby Region';
  const state = inWords(await endStateOf(scene));
  if (state === inWords(recovered)) return 'recovered';
  return state === inWords(untouched) ? 'untouched' : state;
};

const unsaidOf = (account: Account): string[] => {
  const { scene } = account;
  const said = scene.notices.map(({ message }) => message).join('\n');
  const missing = ({ name, status }: Execution, record: unknown) => [
    ...(record === undefined ? [`${name} left no record`] : []),
    ...(said.includes(name) ? [] : [`no notice speaks of ${name}`]),
    ...(status === 'RUNNING' ? [`${name} still runs`] : []),
  ];
  return [
    ...recoveriesOf(scene).flatMap((run) => missing(run, readRecord(scene, run.name))),
    ...verificationsIn(account).flatMap((run) => missing(run, readVerification(scene, run.name))),
  ];
};

/** What is said again and again stands once. */
const changesOf = (codes: readonly string[]): string[] => codes.filter((code, index) => code !== codes[index - 1]);

/** Whatever Lifeboat has written anywhere: to people, in its bucket, in its tables, in its logs. */
const everythingSaid = ({ aws, stack, notices, events }: Scene): string =>
  [
    ...notices.map(({ subject, message }) => `${subject}\n${message}`),
    ...aws.s3.objectsOf(stack.recordsBucket).map(({ body }) => Buffer.from(body).toString('utf8')),
    ...events.flatMap((event) => (event.kind === 'log' ? [event.line] : [])),
  ].join('\n');

/** Looks at everything that the situation may have left. */
export const tell = async (account: Account, witnessed: readonly Witnessed[]): Promise<Told> => {
  const { scene, tried, secrets } = account;
  const notices = scene.notices.slice(account.before.notices);
  const acts = scene.events.filter((event) => event.at >= account.before.at).filter(isAct);
  const runs = recoveriesOf(scene);
  const { runId } = await lockOf(scene);
  const records = runs.flatMap(({ name }) => readRecord(scene, name) ?? []);
  return {
    seen: {
      runs: runs.flatMap((run) => runOf(scene, run)),
      verifications: verificationsIn(account).flatMap((run) => verificationOf(scene, run)),
      met: metOf(records, witnessed),
      detection: changesOf((await refusalsOf(scene)).map(({ code }) => code)),
      calls: acts.map(lineOf),
      tried: [...tried],
      copies: copiesIn(scene).length,
      nowhere: secrets.filter((text) => !everythingSaid(scene).includes(text)),
      notices: notices.map(({ subject, message }) => ({ subject, first: message.split('\n')[0] ?? '' })),
      lock: runId ?? 'free',
      service: await serviceOf(scene),
    },
    records,
    unsaid: unsaidOf(account),
  };
};
