import { describe, expect, it } from 'vitest';
import type { Fact } from '../../../shared/contracts/ledger-entry.ts';
import { LedgerUnavailable, NotDeployed, NotLetGo } from '../../../shared/errors.ts';
import { advance } from '../../../shared/executor/advance.ts';
import { verifyChains } from '../../../shared/ledger/chain.ts';
import { stagePromotion } from '../steps/replica.ts';
import { inputOf, runToEnd, type Theatre } from '../steps/theatre.ts';

describe('a step that goes well', () => {
  it('looks, sends one call between its intent and its outcome, waits and is done with its evidence', async () => {
    const { theatre, replica, look } = stagePromotion();
    const { last } = await runToEnd(theatre, look);
    expect(last.status).toBe('done');
    expect(replica.counts).toEqual({ sent: 1, effective: 1 });
    const types = theatre.facts('database').map(({ type }) => type);
    expect(types.slice(0, 3)).toEqual(['stepStarted', 'intent', 'outcome']);
    expect(types.at(-1)).toBe('stepDone');
    expect(theatre.facts('database').at(-1)).toMatchObject({
      evidence: { isReplica: false, transactionId: '742', dataLossSeconds: 2.5, dataLossBasis: 'lastReplayedCommit' },
    });
  });

  it('writes a reason to wait once, however often it looks', async () => {
    const { theatre, look, told } = stagePromotion({}, { promotionSeconds: 600 });
    const { outputs } = await runToEnd(theatre, look);
    expect(outputs.length).toBeGreaterThan(250);
    expect(told('waiting').length).toBeLessThanOrEqual(3);
  });

  it('counts as the time of AWS what passed until the last look that found it at work', async () => {
    const { theatre, look } = stagePromotion({}, { promotionSeconds: 301 });
    await runToEnd(theatre, look);
    const done = theatre.entries().at(-1);
    const until = done?.fact.type === 'stepDone' ? done.fact.awsUntil : undefined;
    expect(Date.parse(done?.at ?? '') - Date.parse(until ?? '')).toBe(2000);
  });

  it('looks again two seconds later while AWS is at work', async () => {
    const { theatre, look } = stagePromotion();
    const { outputs } = await runToEnd(theatre, look);
    expect(new Set(outputs.slice(1, -1).map(({ waitSeconds }) => waitSeconds))).toEqual(new Set([2]));
  });
});

describe('a step that is looked at again after its end', () => {
  it('that was done stays done and writes nothing', async () => {
    const { theatre, look } = stagePromotion();
    await runToEnd(theatre, look);
    const before = theatre.entries().length;
    expect((await look()).status).toBe('done');
    expect(theatre.entries()).toHaveLength(before);
  });

  it('of a run that was closed is not looked at', async () => {
    const { theatre, replica, look } = stagePromotion();
    theatre.write('run', { type: 'runClosed' });
    await expect(look()).rejects.toMatchObject({ name: 'NotLetGo' });
    expect([replica.counts.sent, theatre.facts('database')]).toEqual([0, []]);
    theatre.write('run', { type: 'runResumed' });
    expect((await look()).status).toBe('waiting');
  });

  it.each([
    { type: 'stepSkipped', status: 'done' },
    { type: 'stepAborted', status: 'failed' },
  ] as const)('that an operator has ended ($type) is left alone', async ({ type, status }) => {
    const { theatre, replica, look } = stagePromotion();
    theatre.write('step:database', { type });
    expect((await look()).status).toBe(status);
    expect(replica.counts.sent).toBe(0);
  });

  it('that failed begins a new attempt, which goes through', async () => {
    const { theatre, replica, look, told } = stagePromotion();
    replica.answers.push({ name: 'AccessDenied', status: 403 });
    expect((await runToEnd(theatre, look)).last.status).toBe('failed');
    expect((await runToEnd(theatre, look)).last.status).toBe('done');
    expect(told('stepStarted')).toHaveLength(2);
  });

  it('that timed out after its call was accepted does not call again', async () => {
    const { theatre, replica, look } = stagePromotion({}, { promotionSeconds: 2500 });
    const first = await runToEnd(theatre, look);
    expect(first.last).toMatchObject({ status: 'failed', because: expect.stringContaining('not done after 1800 s') });
    expect((await runToEnd(theatre, look)).last.status).toBe('done');
    expect(replica.counts.sent).toBe(1);
  });
});

describe('a call that does not go well', () => {
  it.each([
    // RDS shows nothing for 90 s; the second call, after 60 s, tells that the first one has arrived.
    { answer: 'lostAfter' as const, sent: 2 },
    { answer: 'lostBefore' as const, sent: 2 },
    { answer: { name: 'Throttling', status: 400 }, sent: 2 },
    { answer: { name: 'InternalFailure', status: 500 }, sent: 2 },
    { answer: { name: 'InvalidDBInstanceStateFault', status: 400 }, sent: 2 },
  ])('is looked after and repeated only when it had no effect: $answer', async ({ answer, sent }) => {
    const { theatre, replica, look } = stagePromotion();
    replica.answers.push(answer);
    expect((await runToEnd(theatre, look)).last.status).toBe('done');
    expect(replica.counts).toEqual({ sent, effective: 1 });
  });

  it.each(['AccessDenied', 'ValidationError', 'DBInstanceNotFoundFault'])('ends the step at once: %s', async (name) => {
    const { theatre, replica, look, told } = stagePromotion();
    replica.answers.push({ name, status: 400 });
    expect((await runToEnd(theatre, look)).last.status).toBe('failed');
    expect(replica.counts.sent).toBe(1);
    const because = expect.stringContaining(`rds:PromoteReadReplica in us-east-1: ${name}`);
    expect(told('stepFailed')).toEqual([{ type: 'stepFailed', error: name, refused: false, because }]);
  });

  it('is given up after ten refusals of one sort, with growing pauses between', async () => {
    const { theatre, replica, look } = stagePromotion();
    replica.answers.push(...Array.from({ length: 20 }, () => ({ name: 'InvalidDBInstanceStateFault', status: 400 })));
    const { last } = await runToEnd(theatre, look);
    expect(last).toMatchObject({ status: 'failed', because: expect.stringContaining('given up') });
    expect(replica.counts.sent).toBe(10);
    const intents = theatre.entries().filter(({ fact }) => fact.type === 'intent');
    const pauses = intents.slice(1).map(({ at }, index) => Date.parse(at) - Date.parse(intents[index]?.at ?? ''));
    expect(pauses).toEqual(pauses.toSorted((a, b) => a - b));
    expect(pauses.at(-1)).toBeGreaterThanOrEqual(60_000);
  });

  it('is tried until the timeout of the step when AWS throttles it', async () => {
    const { theatre, replica, look, told } = stagePromotion();
    replica.answers.push(...Array.from({ length: 200 }, () => ({ name: 'Throttling', status: 400 })));
    expect((await runToEnd(theatre, look)).last.status).toBe('failed');
    expect(told('stepFailed')).toEqual([
      expect.objectContaining({ error: 'StepTimeout', because: expect.stringContaining('not done after 1800 s') }),
    ]);
    expect(replica.counts.sent).toBeGreaterThan(20);
  });
});

describe('before a call', () => {
  it('nothing is sent when lock or kill switch object', async () => {
    const { theatre, replica, look, told } = stagePromotion();
    theatre.state.objection = 'the kill switch is set: freeze';
    expect((await look()).status).toBe('failed');
    expect(replica.counts.sent).toBe(0);
    expect(told('intent')).toEqual([]);
    expect(told('stepFailed')).toMatchObject([{ refused: true, because: expect.stringContaining('freeze') }]);
  });

  it('nothing is sent when another version of the plan is deployed', async () => {
    const { theatre, replica, look } = stagePromotion();
    theatre.state.plan = { ...theatre.state.plan, hash: 'another' };
    expect(await look()).toMatchObject({ status: 'failed', because: expect.stringContaining('another version') });
    expect(replica.counts.sent).toBe(0);
  });

  it('nothing is sent when the ledger does not answer, and the error keeps its name', async () => {
    const { theatre, replica, look } = stagePromotion();
    theatre.state.isLedgerUp = false;
    await expect(look()).rejects.toThrow(LedgerUnavailable);
    expect(replica.counts.sent).toBe(0);
  });

  it('nothing is sent or written when the run has ended since the look began', async () => {
    const fact: Fact = { type: 'runClosed' };
    const onObserve = (theatre: Theatre): void => void theatre.write('run', fact);
    const { theatre, replica, look } = stagePromotion({}, { onObserve });
    await expect(look()).rejects.toThrow(NotLetGo);
    expect(replica.counts.sent).toBe(0);
    expect(theatre.facts('database').map(({ type }) => type)).toEqual(['stepStarted']);
  });

  it('a step of another kind is not deployed', async () => {
    const { theatre, replica } = stagePromotion();
    const kind = { step: replica.step, specOf: () => undefined };
    const unused = () => {
      throw new Error('not used');
    };
    const promotions = { keep: unused, find: unused };
    const aws = { rds: unused, cloudWatch: unused, withDatabase: unused, promotions };
    await expect(advance(kind, inputOf('database'), theatre.surroundings(aws))).rejects.toThrow(NotDeployed);
  });
});

describe('a dry run', () => {
  it('writes down what it would send, sends nothing and is done', async () => {
    const { replica, look, told } = stagePromotion({ dryRun: true });
    expect((await look()).status).toBe('done');
    expect(replica.counts.sent).toBe(0);
    expect(told('withheld')).toMatchObject([{ command: { operation: 'PromoteReadReplica' } }]);
    expect(told('stepDone')).toMatchObject([{ evidence: { dryRun: true, withheld: 'rds:PromoteReadReplica' } }]);
    expect((await look()).status).toBe('done');
    expect(told('withheld')).toHaveLength(1);
  });
});

describe('a function that is killed', () => {
  it('at any place between two calls leaves a step that still makes one effective call and ends done', async () => {
    let places = 0;
    for (let place = 1; ; place += 1) {
      const { theatre, replica, look } = stagePromotion();
      theatre.fuse.killAt(place);
      const { last, deaths } = await runToEnd(theatre, look);
      const seen = `killed at place ${place}`;
      expect(last.status, seen).toBe('done');
      expect(replica.counts.effective, seen).toBe(1);
      expect(replica.counts.sent, seen).toBeLessThanOrEqual(2);
      expect(verifyChains(theatre.entries()), seen).toEqual([]);
      places = place;
      if (deaths === 0) break;
    }
    expect(places).toBeGreaterThan(40);
  });

  it('or runs twice at the same time sends one call', async () => {
    const { theatre, replica, look } = stagePromotion();
    await Promise.all([look(), look(), look()]);
    expect(replica.counts.sent).toBeLessThanOrEqual(1);
    expect((await runToEnd(theatre, look)).last.status).toBe('done');
    expect(replica.counts.effective).toBe(1);
  });
});
