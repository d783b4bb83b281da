import { operatorKey, operatorSecret } from 'simulated-aws';
import { operate } from 'simulated-aws/operate.ts';
import { describe, expect, it } from 'vitest';
import { commandsIn } from '../../rehearsal/operator.ts';
import { RunId } from '../../shared/contracts/fields.ts';
import { purposeOfAnswer, purposeOfStart } from '../../shared/identity/proof.ts';
import { sign } from '../../tools/sign/sign.ts';
import { passUntil } from '../support/detection-scene.ts';
import { quick } from '../support/quick.ts';
import { type Scene, setScene, startInput, startRecovery } from '../support/virtual-run.ts';
import { endStateOf, untouched } from './end-state.ts';

const runId = RunId.parse('signed');
const operator = { accessKeyId: operatorKey, secretAccessKey: operatorSecret };
const arn = 'arn:aws:iam::111122223333:user/operator';

const proofOf = (scene: Scene, purpose: string, credentials = operator) =>
  sign({ region: scene.standby, credentials, purpose, at: new Date(scene.clock.now()) });

const said = { answer: 'approve', operator: "Ada O'Neill", reason: 'as the test wants it' };

/** A run whose Region is lost, with its question asked and nobody's answer yet. */
const setWaitingRun = async (input: (scene: Scene) => Promise<object> = async (scene) => startInput(scene)) => {
  const scene = await setScene({ answers: {}, ...quick });
  scene.aws.network.cut('us-west-2');
  const ended = startRecovery(scene, { ...startInput(scene), ...(await input(scene)) }, runId);
  await passUntil(scene, () => scene.notices.length > 0);
  return { scene, ended };
};

const answer = async (scene: Scene, output: object): Promise<void> => {
  const command = commandsIn(scene.notices.at(-1)?.message ?? '').get('approve');
  if (command === undefined) throw new Error('the notice has no command to approve with');
  const input = { taskToken: command.taskToken, output: JSON.stringify(output) };
  const call = { service: 'states', operation: 'SendTaskSuccess', region: scene.standby, input };
  await scene.clock.runUntil(operate(scene.aws, call));
};

describe('a proof of who somebody is', () => {
  it('is kept beside the name: in ledger, record and notices', async () => {
    const { scene, ended } = await setWaitingRun(async (one) => {
      const start = { ...startInput(one), operator: 'Bob' };
      return { ...start, identity: await proofOf(one, purposeOfStart(runId, start)) };
    });
    expect(scene.notices.at(-1)?.message).toContain(`Started by: Bob (${arn}), because: `);
    const identity = await proofOf(scene, purposeOfAnswer({ runId }, said));
    await answer(scene, { ...said, identity });
    const { record } = await scene.clock.runUntil(ended);
    expect(record.outcome).toBe('succeeded');
    expect(record.trigger).toMatchObject({ operator: 'Bob', identity: arn });
    expect(record.answers).toMatchObject([{ operator: said.operator, identity: arn }]);
    expect(JSON.stringify(record)).not.toContain('X-Amz-Signature');
    expect(scene.notices.at(-1)?.message).toContain(`, by Bob (${arn})`);
  });

  it.each<{ what: string; proof: (scene: Scene) => Promise<string>; says: RegExp }>([
    { what: 'of nothing', proof: async () => 'I am Ada', says: /Action is not as/ },
    {
      what: 'that somebody made for another answer',
      proof: (scene) => proofOf(scene, purposeOfAnswer({ runId }, { ...said, answer: 'refuse' })),
      says: /STS did not confirm it: 403 SignatureDoesNotMatch/,
    },
    {
      what: 'for another run',
      proof: (scene) => proofOf(scene, purposeOfAnswer({ runId: RunId.parse('other') }, said)),
      says: /STS did not confirm it: 403 SignatureDoesNotMatch/,
    },
    {
      what: 'with a secret that is not of the key',
      proof: (scene) => proofOf(scene, purposeOfAnswer({ runId }, said), { ...operator, secretAccessKey: 'guessed' }),
      says: /STS did not confirm it: 403 SignatureDoesNotMatch/,
    },
  ])('$what moves nothing, and the person is asked again and told why', async ({ proof, says }) => {
    const { scene, ended } = await setWaitingRun();
    await answer(scene, { ...said, identity: await proof(scene) });
    await passUntil(scene, () => scene.notices.length > 1);
    expect(scene.notices.at(-1)?.message).toMatch(/^The last answer was not taken: the identity is not proven: /m);
    expect(scene.notices.at(-1)?.message).toMatch(says);
    expect(await endStateOf(scene)).toEqual(untouched);
    await answer(scene, said);
    const { record } = await scene.clock.runUntil(ended);
    expect(record.outcome).toBe('succeeded');
    expect(record.answers).toEqual([{ at: expect.any(String), ...said }]);
  });
});
