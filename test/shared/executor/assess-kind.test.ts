import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StepFinding } from '../../../shared/contracts/finding.ts';
import { AssessInput } from '../../../shared/contracts/recovery/run.ts';
import type { ScaleServiceSpec } from '../../../shared/contracts/specs/scale-service.ts';
import type { PlanStep } from '../../../shared/contracts/step-kind.ts';
import { LedgerUnavailable } from '../../../shared/errors.ts';
import { assessKind } from '../../../shared/executor/assess-kind.ts';
import { blocker, doubt, info } from '../../../shared/executor/findings.ts';
import type { Step, StepRun } from '../../../shared/executor/step.ts';
import { createTheatre } from '../steps/theatre.ts';
import { runId } from '../support/entries.ts';
import { given, planOf } from '../support/plan.ts';

type Look = (service: string) => Promise<string>;

/** A kind of step that says what the test makes of its service's name. */
const stepOf = (survey: Look): Step<ScaleServiceSpec, string, never, object> => ({
  kind: 'scaleService',
  observe: async () => {
    throw new Error('it has a survey of its own');
  },
  survey: ({ service }) => survey(service),
  decide: () => ({ fail: 'nothing is decided before the decision' }),
  assess: (_spec, word, run) => {
    runs.push(run);
    if (word === 'bad') return [blocker('it is gone')];
    return word === 'unclear' ? [doubt('it may be gone')] : [info(word)];
  },
  send: async () => {
    throw new Error('nothing is sent');
  },
});

const runs: StepRun[] = [];
const specOf = (step: PlanStep) => ('scaleService' in step ? step.scaleService : undefined);
const scaling = (service: string, change: object = {}) => ({
  id: service,
  scaleService: { ...given.scale.scaleService, service },
  ...change,
});

const assess = async (steps: readonly ReturnType<typeof scaling>[], look: Look, dryRun = false) => {
  runs.length = 0;
  const theatre = createTheatre(planOf({ before: [given.promote], tasks: steps, proof: [given.check] }), { dryRun });
  const began = Date.now();
  let ended = began;
  const surroundings = { ...theatre.surroundings({}), now: () => new Date().toISOString() };
  const input = AssessInput.parse({ runId, assessKind: 'scaleService' });
  const assessing = assessKind({ step: stepOf(look), specOf }, input, surroundings);
  void assessing.then(
    () => {
      ended = Date.now();
    },
    () => undefined,
  );
  await vi.runAllTimersAsync();
  const output = await assessing;
  const said = theatre.entries().filter(({ stream }) => stream === 'assess:scaleService');
  const findings: StepFinding[] = said.flatMap(({ fact }) => (fact.type === 'assessed' ? fact.findings : []));
  return { output, entries: said.length, findings, seconds: (ended - began) / 1000 };
};

const takes = (seconds: number, word = 'well') =>
  new Promise<string>((resolve) => {
    setTimeout(() => resolve(word), seconds * 1000);
  });

describe('the assessment of a kind', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('looks at all its steps in the runbook, and at those of no other kind, and keeps what it finds', async () => {
    const { output, entries, findings } = await assess([scaling('api'), scaling('jobs')], async (name) => name);
    expect(output).toEqual({ assessed: 2 });
    expect(entries).toBe(1);
    expect(findings).toEqual([
      { stepId: 'api', level: 'info', text: 'api' },
      { stepId: 'jobs', level: 'info', text: 'jobs' },
    ]);
  });

  it('tells a step that nothing has been measured, accepted or done yet', async () => {
    await assess([scaling('api')], async () => 'well');
    expect(runs).toMatchObject([{ lost: undefined, acts: [], acceptedForks: [], mayBeMade: false, fence: undefined }]);
  });

  it('looks in a dry run, too', async () => {
    expect((await assess([scaling('api')], async () => 'bad', true)).findings).toMatchObject([{ level: 'blocker' }]);
  });

  it('puts first what counts most', async () => {
    const words: Readonly<Record<string, string>> = { one: 'well', two: 'unclear', three: 'bad' };
    const { findings } = await assess(
      Object.keys(words).map((name) => scaling(name)),
      async (name) => words[name] ?? '',
    );
    expect(findings.map(({ level }) => level)).toEqual(['blocker', 'doubt', 'info']);
  });

  it.each(['bad', 'unclear'])('only warns of a step that is not required: %s', async (word) => {
    const { findings } = await assess([scaling('api', { required: false })], async () => word);
    expect(findings).toMatchObject([{ level: 'warning', text: expect.stringContaining('not required') }]);
  });

  it.each(['bad', 'unclear', 'dies'])('looks again at what stands in the way of a step: %s', async (word) => {
    let looks = 0;
    const { findings } = await assess([scaling('api'), scaling('jobs')], async (name) => {
      if (name === 'jobs' || looks > 0) return 'well';
      looks += 1;
      if (word === 'dies') throw Object.assign(new Error('of the test'), { name: 'TypeError' });
      return word;
    });
    expect(findings.map(({ level }) => level)).toEqual(['info', 'info']);
  });

  it('looks no third time', async () => {
    let looks = 0;
    const { findings } = await assess([scaling('api')], async () => {
      looks += 1;
      return looks > 2 ? 'well' : 'unclear';
    });
    expect([findings.map(({ level }) => level), looks]).toEqual([['doubt'], 2]);
  });

  it('leaves a step whose look dies in doubt, and hears the others', async () => {
    const { findings } = await assess([scaling('api'), scaling('jobs')], async (name) => {
      if (name === 'api') throw Object.assign(new Error('of the test'), { name: 'TypeError' });
      return 'well';
    });
    expect(findings).toEqual([
      { stepId: 'api', level: 'doubt', text: 'it could not be assessed: TypeError: of the test' },
      { stepId: 'jobs', level: 'info', text: 'well' },
    ]);
  });

  it('is no assessment when the ledger is away', async () => {
    const away = assess([scaling('api')], async () => {
      throw new LedgerUnavailable('the table of the test does not answer');
    });
    await expect(away).rejects.toThrow(LedgerUnavailable);
  });
});

describe('a Region that is silent', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const many = Array.from({ length: 100 }, (_, index) => scaling(`service-${index}`));

  it('is not waited for longer than six seconds by one step', async () => {
    const { findings, seconds } = await assess([scaling('api'), scaling('jobs')], (name) =>
      name === 'api' ? takes(60) : takes(1),
    );
    expect(findings).toMatchObject([{ stepId: 'api', level: 'doubt' }, { stepId: 'jobs' }]);
    expect(findings[0]?.text).toContain('NoAnswerInTime');
    expect(seconds).toBe(6);
  });

  it('holds up a hundred steps by no more than fourteen seconds, and each of them is in doubt', async () => {
    const { findings, seconds } = await assess(many, () => takes(60));
    expect(findings).toHaveLength(100);
    expect(new Set(findings.map(({ level }) => level))).toEqual(new Set(['doubt']));
    expect(findings.filter(({ text }) => text.includes('the steps before it took'))).toHaveLength(20);
    expect(seconds).toBe(12);
  });

  it('looks at forty side by side', async () => {
    let [open, most] = [0, 0];
    await assess(many, async () => {
      open += 1;
      most = Math.max(most, open);
      await takes(0.1);
      open -= 1;
      return 'well';
    });
    expect(most).toBe(40);
  });
});
