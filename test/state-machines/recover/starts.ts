import { machineArn, pathOf, secondsOf } from 'simulated-aws/test/step-functions/machine-room.ts';
import { describe, expect, it } from 'vitest';
import { inTurn } from '../machines.ts';
import { again, assessing, done, finished, inner, type Played, play, stage, waits } from './cast.ts';

const childrenOf = ({ room }: Played) =>
  room.states
    .executions()
    .filter(({ machine }) => machine.arn === machineArn('run-step'))
    .map(({ name, status }) => `${name} ${status}`)
    .sort();

/** The states inside the iterations of the map, one after the other. */
const innerPath = ({ execution }: Played) =>
  pathOf(execution)
    .filter((state) => inner.has(state) && !assessing.has(state))
    .join(' ');

export const describeStarts = () =>
  describe('the start of a step', () => {
    const one = () => ({ ChooseNextStage: inTurn(stage('inline', 'proof', 'one'), finished) });
    const losing =
      (operation: string, moment: 'before' | 'after', count = 1) =>
      ({ losses }: Played['room']): void => {
        losses.push(...Array.from({ length: count }, () => ({ operation, moment })));
      };

    it.each([
      { when: 'is lost before it is heard', prepare: losing('StartExecution', 'before') },
      { when: 'is heard and its answer is lost', prepare: losing('StartExecution', 'after') },
      { when: 'is lost three times', prepare: losing('StartExecution', 'before', 3) },
    ])('that $when is made again, and is the start of one execution', async ({ prepare }) => {
      const played = await play({ ...one(), CheckEndpoint: inTurn(waits, done) }, { prepare });
      expect(childrenOf(played)).toEqual(['run-1_one SUCCEEDED']);
      expect(innerPath(played)).toBe('RunStep IsStepHandedOver LeaveStepToLedger');
      expect(played.execution.status).toBe('SUCCEEDED');
    });

    it('of which only the answer was lost is looked for when the step has ended meanwhile', async () => {
      const played = await play(one(), { prepare: losing('StartExecution', 'after') });
      expect(childrenOf(played)).toEqual(['run-1_one SUCCEEDED']);
      expect(innerPath(played)).toBe('RunStep FindStep HasStepEnded LeaveStepToLedger');
    });

    it('of which nothing is heard for long is joined while the step is at work', async () => {
      const slow = inTurn(...Array.from({ length: 20 }, () => waits), done);
      const played = await play({ ...one(), CheckEndpoint: slow }, { prepare: losing('StartExecution', 'after', 13) });
      expect(childrenOf(played)).toEqual(['run-1_one SUCCEEDED']);
      expect(innerPath(played)).toBe(
        'RunStep FindStep HasStepEnded WaitForStep RunStep IsStepHandedOver LeaveStepToLedger',
      );
      expect(secondsOf(played.execution)).toBeGreaterThan(1200);
    });

    it('that is never taken leaves the step to be started again, under another name', async () => {
      const twice = { ChooseNextStage: inTurn(stage('inline', 'proof', 'one'), again('one'), finished) };
      const played = await play(twice, { prepare: losing('StartExecution', 'before', 13) });
      expect(childrenOf(played)).toEqual(['run-1_one_2 SUCCEEDED']);
      expect(innerPath(played)).toBe('RunStep FindStep LeaveStepToLedger RunStep IsStepHandedOver LeaveStepToLedger');
      expect(played.given('ChooseNextStage')).toMatchObject([
        { ranPass: 0 },
        { ranStage: 'proof', ranPass: 1 },
        { ranStage: 'proof', ranPass: 2 },
      ]);
    });

    it('in doubt is never left alone: it is waited for until the step is known to have ended', async () => {
      const prepare = (room: Played['room']) => {
        losing('StartExecution', 'after', 13)(room);
        losing('DescribeExecution', 'before', 7)(room);
      };
      const slow = inTurn(...Array.from({ length: 30 }, () => waits), done);
      const played = await play({ ...one(), CheckEndpoint: slow }, { prepare });
      expect(childrenOf(played)).toEqual(['run-1_one SUCCEEDED']);
      expect(innerPath(played)).toBe('RunStep FindStep WaitForStep RunStep IsStepHandedOver LeaveStepToLedger');
    });

    it('follows at once where the history of the one before was half full', async () => {
      const next = { attempt: 2, childName: 'run-1_one_2' };
      const handsOver = { ...waits, status: 'handOver', used: 12_000, next };
      const played = await play({ ...one(), CheckEndpoint: inTurn(waits, handsOver, waits, done) });
      expect(childrenOf(played)).toEqual(['run-1_one SUCCEEDED', 'run-1_one_2 SUCCEEDED']);
      expect(innerPath(played)).toBe('RunStep IsStepHandedOver RunStep IsStepHandedOver LeaveStepToLedger');
      expect(played.given('CheckEndpoint')).toMatchObject([
        { stepId: 'one', attempt: 1, used: 0, occasion: 'rehearsal' },
        { attempt: 1, used: 11 },
        { attempt: 2, used: 0 },
        { attempt: 2, used: 11 },
      ]);
      expect(played.given('ChooseNextStage')).toHaveLength(2);
    });

    it('of a wide stage is as safe: what is in doubt is waited for, and what hands over is followed', async () => {
      const names = Array.from({ length: 41 }, (_, index) => `step-${index}`);
      const next = { attempt: 2, childName: 'run-1_step-0_2' };
      const handsOver = { ...waits, status: 'handOver', used: 12_000, next };
      const isFirst = (payload: unknown) => /"step-0","attempt":1/.test(JSON.stringify(payload));
      const changes = {
        ChooseNextStage: inTurn(stage('distributed', 'proof', ...names), finished),
        CheckEndpoint: (payload: unknown) => (isFirst(payload) ? handsOver : done),
      };
      const prepare = (room: Played['room']) => {
        losing('StartExecution', 'before', 41 * 13)(room);
        losing('DescribeExecution', 'before', 41 * 7)(room);
      };
      const played = await play(changes, { prepare });
      expect(childrenOf(played)).toHaveLength(42);
      expect(childrenOf(played)).toContain('run-1_step-0_2 SUCCEEDED');
      expect(played.execution.status).toBe('SUCCEEDED');
    });

    it('of a wide stage that is never taken leaves the step to the ledger', async () => {
      const names = Array.from({ length: 41 }, (_, index) => `step-${index}`);
      const played = await play(
        { ChooseNextStage: inTurn(stage('distributed', 'proof', ...names), finished) },
        { prepare: losing('StartExecution', 'before', 41 * 13) },
      );
      expect(childrenOf(played)).toEqual([]);
      expect(played.path).toContain('RunWideStage ChooseNextStage WhatComesNext ProveRecovery');
    });
  });
