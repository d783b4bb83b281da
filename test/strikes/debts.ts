import { ask } from '../rehearsal/scene-tools.ts';
import { isFenced, oldRegion, paymentsOf } from '../support/owing.ts';
import type { Scene } from '../support/virtual-run.ts';
import { untilQuiet } from './quiet.ts';

/** How often the schedule may look after what is owed before it counts as lost. */
const patience = 5;

/** As its schedule does every few minutes. */
export const watchDebts = async (scene: Scene): Promise<void> => {
  const input = { FunctionName: 'lifeboat-dev-watchDebts', InvocationType: 'Event', Payload: Buffer.from('{}') };
  await ask(scene, { what: 'lambda:Invoke', input });
};

/** What the control table says is owed, as it stands there. */
const owedIn = async (scene: Scene): Promise<string> => {
  const input = { TableName: scene.stack.controlTable, Key: { key: { S: `debts#${scene.plan.plan}` } } };
  const { Item } = await ask(scene, { what: 'dynamodb:GetItem', input: { ...input, ConsistentRead: true } });
  const [owed] = /\[.*\]/s.exec(JSON.stringify(Item ?? '[]')) ?? ['[]'];
  return owed;
};

const isTold = ({ notices }: Scene): boolean => notices.some(({ message }) => /Reference: \S+:debt-\d+/.test(message));

/** Nobody need hear of a fence that was made before anybody heard that it was owed. */
const isSaidOwed = ({ notices }: Scene): boolean => notices.some(({ message }) => message.includes('is NOT fenced'));

const hasTakenOver = ({ events }: Scene): boolean =>
  events.some(
    (event) => event.kind === 'call' && event.operation === 'PromoteReadReplica' && event.error === undefined,
  );

/**
 * Lets the Region of the old primary come back, if it was away: what was owed there is paid, is owed no more, and people have heard of it.
 * `repair` is what a person does who hears the alarm. Answers what is wrong.
 */
export const paidWrong = async (scene: Scene, since: number, repair: () => void): Promise<string[]> => {
  scene.aws.network.heal(oldRegion);
  const wrong = await untilQuiet(scene, since);
  for (let looks = 0; looks < patience && (await owedIn(scene)) !== '[]'; looks += 1) {
    repair();
    await watchDebts(scene);
    wrong.push(...(await untilQuiet(scene, since)));
  }
  const owed = await owedIn(scene);
  if (owed !== '[]') wrong.push(`still owed: ${owed}`);
  if (paymentsOf(scene).length === 0 || !hasTakenOver(scene)) return wrong;
  if (!isFenced(scene)) wrong.push('the Region has come back, and the old primary takes writes');
  if (isSaidOwed(scene) && !isTold(scene)) wrong.push('nobody was told that the fence was made');
  return wrong;
};
