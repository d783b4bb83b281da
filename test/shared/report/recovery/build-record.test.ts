import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePlan } from '../../../../deployment/plans/parse-plan.ts';
import { RunId } from '../../../../shared/contracts/fields.ts';
import { renderHtml } from '../../../../shared/report/html/render-html.ts';
import { buildRecord } from '../../../../shared/report/recovery/build-record.ts';
import { renderMarkdown } from '../../../../shared/report/recovery/render-markdown.ts';
import { at, fencedAt, opened, promotion, storyOf } from '../ledger-story.ts';

const { plan } = parsePlan(readFileSync('test/plans/shielda.yml', 'utf8'), 'test/plans/shielda.yml');
const recordOf = (story: Parameters<typeof storyOf>[0]) =>
  buildRecord({ runId: RunId.parse('run-1'), entries: storyOf(story), plan, isChainWhole: true, now: at(90) });

const proven = { type: 'proven', verdict: 'succeeded', reason: 'every required step is done' };
const recovered = recordOf([
  [0, 'run', opened()],
  [1, 'run', { type: 'decided', verdict: 'ask', reason: 'the plan asks', evidence: { replica: 'well' } }],
  [1, 'run', { type: 'answered', answer: 'approve', operator: 'Ada', reason: 'I saw it' }],
  ...fencedAt(1),
  ...promotion,
  [80, 'run', proven],
]);

describe('the recovery record', () => {
  it('counts recovery time from the first bad signal, not from the start of the run', () => {
    expect(recovered.recoveryTime).toMatchObject({ objectiveSeconds: 1800, measuredSeconds: 72, isMet: true });
  });

  it('ends when it was recorded, whoever asks later; a run that was resumed since has not ended', () => {
    const recorded = { type: 'recorded', location: 's3://records/record.json', seal: 'seal', endedAt: at(81) };
    const story: Parameters<typeof storyOf>[0] = [[0, 'run', opened()], ...promotion, [80, 'run', proven]];
    expect(recordOf(story).endedAt).toBe(at(90));
    expect(recordOf([...story, [82, 'run', recorded]]).endedAt).toBe(at(81));
    expect(recordOf([...story, [82, 'run', recorded], [85, 'run', { type: 'runResumed' }]]).endedAt).toBe(at(90));
  });

  it('takes data loss from the promotion and compares it with the objective', () => {
    expect(recovered.dataLoss).toMatchObject({ objectiveSeconds: 300, measuredSeconds: 1.5, isMet: true });
  });

  it('splits the time of a step into AWS’s and ours', () => {
    const database = recovered.steps.find((step) => step.stepId === 'database');
    expect(database).toMatchObject({ status: 'done', seconds: { total: 60, aws: 55, ours: 5 } });
    expect(database?.calls).toEqual([
      {
        at: at(3),
        call: 'rds:PromoteReadReplica in us-east-1',
        because: 'the replica is close enough',
        result: 'accepted',
      },
    ]);
  });

  it('says what the signals said right before each stage, and so do its reports', () => {
    const signals = [{ signal: 'probe', vantage: 'us-east-1', state: 'bad', answer: 'ETIMEDOUT', at: at(1) }];
    const confirmed = {
      type: 'stageConfirmed',
      stage: 'data',
      verdict: 'go',
      code: 'lost',
      reason: 'it is still lost',
      signals,
    };
    const record = recordOf([[0, 'run', opened()], [1, 'run', confirmed], ...promotion, [80, 'run', proven]]);
    expect(record.confirmations).toEqual([
      { at: at(1), stage: 'data', verdict: 'go', code: 'lost', reason: 'it is still lost', signals },
    ]);
    expect(renderMarkdown(record)).toContain('| data | begun | it is still lost | probe: bad |');
    expect(renderHtml(record)).toContain('<td>it is still lost</td><td>probe: bad</td>');
  });

  describe('of a run that was decided on again before a stage', () => {
    const refused = {
      type: 'decided',
      verdict: 'refuse',
      code: 'recovered',
      reason: 'it answers again',
      evidence: {},
      stage: 'data',
    };
    const asked = { ...refused, verdict: 'ask', code: 'wellAgain' };
    const command = { service: 'ecs', operation: 'UpdateService', region: 'us-east-1', input: {} };
    const scaled: Parameters<typeof storyOf>[0] = [
      [2, 'step:control-plane', { type: 'intent', command, because: 'why' }],
      [2, 'step:control-plane', { type: 'outcome', result: 'accepted' }],
    ];
    const letGo: Parameters<typeof storyOf>[0] = [
      [0, 'run', opened()],
      [1, 'run', { type: 'decided', verdict: 'proceed', reason: 'automatic', evidence: {} }],
    ];

    it('is refused where nothing had been changed', () => {
      expect(recordOf([...letGo, [3, 'run', refused]])).toMatchObject({
        outcome: 'refused',
        reason: 'it answers again',
      });
    });

    it('says of a step that was held why it made no call', () => {
      const held: Parameters<typeof storyOf>[0] = [
        [2, 'step:database', { type: 'stepStarted', kind: 'promoteReplica', findings: [] }],
        [2, 'step:database', { type: 'stepHeld', attempt: 1 }],
      ];
      const { steps } = recordOf([...letGo, ...held, [3, 'run', refused]]);
      expect(steps.find(({ stepId }) => stepId === 'database')).toMatchObject({
        status: 'unfinished',
        because: expect.stringContaining('held before its call'),
      });
    });

    it('is partly done where something had, and says that it stays', () => {
      const stays = 'nothing more was done, and the changes made before stay';
      expect(recordOf([...letGo, ...scaled, [3, 'run', refused]])).toMatchObject({
        outcome: 'partiallyDone',
        reason: `it answers again; ${stays}`,
      });
      expect(recordOf([...letGo, ...scaled, [3, 'run', asked], [4, 'run', { type: 'unanswered' }]])).toMatchObject({
        outcome: 'partiallyDone',
        reason: `nobody answered in time; ${stays}`,
      });
    });

    it('is not failed by what failed before that decision', () => {
      const failed = { type: 'runFailed', state: 'ChooseNextStage', error: 'States.Timeout', cause: '' };
      expect(recordOf([...letGo, [2, 'run', failed], [3, 'run', refused]]).outcome).toBe('refused');
    });
  });

  it('lists the steps that were not reached', () => {
    expect(recovered.steps.find((step) => step.stepId === 'app')?.status).toBe('notReached');
  });

  it('leaves data loss unmeasured, and not met, when the promotion could not tell', () => {
    const story = promotion.map(([second, stream, fact]) =>
      fact.type === 'stepDone'
        ? ([second, stream, { ...fact, evidence: {} }] as const)
        : ([second, stream, fact] as const),
    );
    const { dataLoss } = recordOf([[0, 'run', opened()], ...story, [80, 'run', proven]]);
    expect(dataLoss.measuredSeconds).toBeUndefined();
    expect(dataLoss.isMet).toBe(false);
  });

  it('measures nothing in a dry run', () => {
    const { recoveryTime, dataLoss } = recordOf([
      [0, 'run', opened({ dryRun: true })],
      ...promotion,
      [80, 'run', proven],
    ]);
    expect([recoveryTime.isMet, dataLoss.isMet]).toEqual([false, false]);
  });

  it.each([
    { ending: 'nothing', last: [], outcome: 'unknown' },
    {
      ending: 'a refusal of the lock',
      last: [[0, 'run', { type: 'runRefused', reason: 'held', dryRun: false }]],
      outcome: 'refused',
    },
    {
      ending: 'a decision against it',
      last: [[1, 'run', { type: 'decided', verdict: 'refuse', reason: 'no', evidence: {} }]],
      outcome: 'refused',
    },
    {
      ending: 'an operator’s no',
      last: [[1, 'run', { type: 'answered', answer: 'refuse', operator: 'Ada', reason: 'not now' }]],
      outcome: 'refused',
    },
    {
      ending: 'silence from all who were asked',
      last: [
        [1, 'run', { type: 'unanswered', contact: 'on-call' }],
        [2, 'run', { type: 'unanswered', contact: 'team lead' }],
      ],
      outcome: 'refused',
    },
    {
      ending: 'the machine’s end while the second one was asked',
      last: [
        [1, 'run', { type: 'unanswered', contact: 'on-call' }],
        [2, 'run', { type: 'asked', question: 'approval', expiresAt: at(600), messageId: 'm' }],
      ],
      outcome: 'unknown',
    },
    {
      ending: 'a function that died',
      last: [[1, 'run', { type: 'runFailed', state: 'OpenRun', error: 'Lambda.Unknown', cause: '' }]],
      outcome: 'failed',
    },
    {
      ending: 'a proof of half of it',
      last: [[1, 'run', { ...proven, verdict: 'partiallyDone' }]],
      outcome: 'partiallyDone',
    },
  ] as const)('is $outcome when the run ended with $ending', ({ last, outcome }) => {
    expect(recordOf([[0, 'run', opened()], ...last]).outcome).toBe(outcome);
  });

  it('names all who said nothing', () => {
    const silence = (contact: string) => [1, 'run', { type: 'unanswered', contact }] as const;
    const { reason } = recordOf([[0, 'run', opened()], silence('on-call'), silence('team lead')]);
    expect(reason).toBe('nobody answered in time; asked were, one after the other: on-call, team lead');
  });

  it('names whoever started and answered as they say, and as AWS says', () => {
    const identity = 'arn:aws:iam::111122223333:user/ada';
    const record = recordOf([
      [0, 'run', opened({ operator: 'Bob', identity })],
      [1, 'run', { type: 'answered', answer: 'refuse', operator: 'Ada', identity, reason: 'not now' }],
    ]);
    expect(record.trigger).toMatchObject({ operator: 'Bob', identity });
    expect(record.answers).toMatchObject([{ operator: 'Ada', identity }]);
    expect(record.reason).toBe(`Ada (${identity}): not now`);
    for (const report of [renderHtml(record), renderMarkdown(record)]) {
      expect(report.match(/(Ada|Bob) \(arn:aws:iam::111122223333:user\/ada\)/g)).toEqual(
        expect.arrayContaining([`Bob (${identity})`, `Ada (${identity})`]),
      );
    }
  });

  it('is of the restore that a person chose, and says in place of what and why', () => {
    const answers = ['acceptLoss', 'restore', 'refuse'];
    const record = recordOf([
      [0, 'run', opened()],
      [1, 'run', { type: 'decided', verdict: 'ask', reason: 'too much would be lost', evidence: {}, answers }],
      [2, 'run', { type: 'answered', answer: 'restore', operator: 'Ada', reason: 'ten minutes are too much' }],
    ]);
    const because = 'Ada chose to restore: ten minutes are too much';
    expect(record).toMatchObject({
      runbook: 'restore-in-standby',
      insteadOf: { runbook: 'region-failover', because },
    });
    expect(record.steps.map(({ stepId }) => stepId)).toContain('restore');
    for (const report of [renderHtml(record), renderMarkdown(record)]) expect(report).toContain(because);
  });

  it('is not met when recovery took longer than the objective', () => {
    const late = recordOf([[0, 'run', opened({ detectedAt: at(-3600) })], ...promotion, [80, 'run', proven]]);
    expect(late.recoveryTime).toMatchObject({ measuredSeconds: 3662, isMet: false });
  });
});

describe('the report', () => {
  it('escapes what people wrote, in HTML and in Markdown', () => {
    expect(renderHtml(recovered)).toContain('&lt;b&gt;lost&lt;/b&gt;');
    expect(renderHtml(recovered)).not.toContain('<b>lost</b>');
    expect(renderMarkdown(recovered)).toContain('Ada \\| Lovelace');
  });

  it('is one page that needs nothing from outside itself', () => {
    const page = renderHtml(recovered);
    expect(page).toMatch(/^<!doctype html>/);
    expect(page).not.toMatch(/<script|<link|src=|url\(|https?:\/\/(?!app\.shielda)/);
  });

  it('shows objective, measurement and AWS’s share in both forms', () => {
    for (const text of [renderHtml(recovered), renderMarkdown(recovered)]) {
      expect(text).toContain('30 min');
      expect(text).toContain('1 min 12 s');
      expect(text).toContain('55 s');
    }
  });

  it('says in its title when nothing was carried out', () => {
    expect(renderMarkdown(recordOf([[0, 'run', opened({ dryRun: true })]]))).toContain('Dry run');
  });
});
