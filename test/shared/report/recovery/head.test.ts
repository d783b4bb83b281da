import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePlan } from '../../../../deployment/plans/parse-plan.ts';
import { RunId } from '../../../../shared/contracts/fields.ts';
import type { RecoveryRecord } from '../../../../shared/contracts/recovery/recovery-record.ts';
import { version } from '../../../../shared/domain/version.ts';
import { renderHtml } from '../../../../shared/report/html/render-html.ts';
import { type Annex, statedRecoveryTime } from '../../../../shared/report/recovery/annex.ts';
import { buildRecord } from '../../../../shared/report/recovery/build-record.ts';
import { headLines } from '../../../../shared/report/recovery/head.ts';
import { renderMarkdown } from '../../../../shared/report/recovery/render-markdown.ts';
import { at, opened, promotion, storyOf } from '../ledger-story.ts';

const { plan } = parsePlan(readFileSync('test/plans/shielda.yml', 'utf8'), 'test/plans/shielda.yml');
type Story = Parameters<typeof storyOf>[0];

const proven = (verdict: string) => ({ type: 'proven', verdict, reason: 'as the steps say' });
const approved = { type: 'answered', answer: 'approve', operator: 'Ada', reason: 'it is down' };

const recordOf = (rest: Story, change: Record<string, unknown> = {}, verdict = 'succeeded'): RecoveryRecord =>
  buildRecord({
    runId: RunId.parse('run-1'),
    entries: storyOf([[0, 'run', opened(change)], ...rest, [80, 'run', proven(verdict)]]),
    plan,
    isChainWhole: true,
    now: at(90),
  });

const annex: Annex = {
  title: 'The rehearsal',
  setting: 'SIMULATED on this machine: AWS played 20 times faster than it is',
  pace: { speed: 20, recoverySeconds: 250 },
  answeredBy: 'in place of a person',
  rows: [],
  note: 'as it was',
};
const said = (record: RecoveryRecord, given?: Annex): Record<string, string> =>
  Object.fromEntries(headLines(record, given).map(({ label, text }) => [label, text]));

describe('the head of a report', () => {
  it('names what remains first, the primary that is not fenced before everything else', () => {
    const owed = {
      ...{ fenced: false, owed: true, instance: 'shielda-prod', region: 'us-west-2', since: at(1) },
      ...{ because: 'silence', attempt: 1, payment: 1 },
    };
    const record = recordOf([
      [1, 'step:old-primary', { type: 'stepDone', evidence: owed }],
      ...promotion,
      [70, 'step:app', { type: 'stepFailed', because: 'no answer', refused: false }],
    ]);
    const [first] = headLines(record, undefined);
    expect(first).toMatchObject({ label: 'Remains', isBad: true });
    expect(first?.text).toMatch(/^shielda-prod in us-west-2 is NOT fenced and may take writes; .*step app is failed/);
    expect(first?.text).toContain('how much data is lost is not known');
  });

  it('says that nothing remains only where nothing does', () => {
    const fenced = { type: 'stepDone', evidence: { fenced: true } };
    const done: Story = [[1, 'step:old-primary', fenced], ...promotion];
    const record = { ...recordOf(done), steps: recordOf(done).steps.filter(({ status }) => status === 'done') };
    expect(said(record).Remains).toBe('nothing');
  });

  it('says where it ran, who approved and by which version', () => {
    const record = recordOf([[5, 'run', approved], ...promotion], { occasion: 'incident' });
    expect(said(record)).toMatchObject({
      Setting: expect.stringMatching(/^an incident, from us-west-2 to us-east-1, account \d{12}$/),
      Approved: `approve by Ada at ${at(5).slice(0, 19).replace('T', ' ')} UTC`,
      'Made by': expect.stringMatching(new RegExp(`^Lifeboat ${version}, plan hash \\S+, run run-1$`)),
    });
  });

  it('says of a rehearsal that AWS was simulated, and that no person answered', () => {
    const record = recordOf([[5, 'run', approved], ...promotion], { occasion: 'rehearsal' });
    expect(said(record, annex)).toMatchObject({
      Setting: expect.stringMatching(
        /^SIMULATED on this machine: AWS played 20 times faster.*, from us-west-2 to us-east-1/,
      ),
      Approved: expect.stringMatching(/^approve by Ada \(in place of a person\) at /),
    });
    expect(said(recordOf(promotion), undefined).Approved).toBe('nobody was asked');
  });

  it('stands in both reports before every figure', () => {
    const record = recordOf([[5, 'run', approved], ...promotion], { occasion: 'rehearsal' });
    for (const report of [renderMarkdown(record, annex), renderHtml(record, annex)]) {
      const [remains, setting, figures] = ['Remains', 'SIMULATED on this machine', 'Objectives and measurements'];
      expect(report.indexOf(remains)).toBeGreaterThan(0);
      expect(report.indexOf(setting)).toBeGreaterThan(report.indexOf(remains));
      expect(report.indexOf(figures)).toBeGreaterThan(report.indexOf(setting));
    }
  });
});

describe('the recovery time of a rehearsal', () => {
  const record = recordOf(promotion);

  it('is stated at AWS’s own pace, and what the rehearsal took stands behind it', () => {
    const stated = statedRecoveryTime(record, annex);
    expect(stated).toMatchObject({ measuredSeconds: 250, isProjected: true, isMet: true });
    expect(stated.basis).toMatch(/^reckoned at AWS's own pace; the rehearsal took .* with AWS 20 times faster, from /);
    expect(renderMarkdown(record, annex)).toContain('| Recovery time | 30 min | about 4 min 10 s | met |');
    expect(renderHtml(record, annex)).toContain('<b class="good">about 4 min 10 s</b>');
  });

  it('is not met where it would not be at AWS’s own pace', () => {
    const slow = { ...annex, pace: { speed: 20, recoverySeconds: 1801 } };
    expect(statedRecoveryTime(record, slow)).toMatchObject({ measuredSeconds: 1801, isMet: false });
    expect(renderMarkdown(record, slow)).toContain('| about 30 min 1 s | NOT met |');
  });

  it('is what was measured where AWS was played at its own pace, or is real', () => {
    for (const given of [{ ...annex, pace: { speed: 1, recoverySeconds: 250 } }, undefined])
      expect(statedRecoveryTime(record, given)).toEqual(record.recoveryTime);
  });
});

describe('what was not measured', () => {
  it('is neither met nor missed', () => {
    const failed = recordOf(promotion, {}, 'failed');
    expect(renderMarkdown(failed)).toContain('| Recovery time | 30 min | not measured | not known |');
    expect(renderHtml(failed)).toContain('<b class="unsure">not measured</b>');
  });

  it('has no place in the report of a dry run, whose steps are not called done', () => {
    const looked: Story = [[3, 'step:database', { type: 'stepDone', evidence: {} }]];
    const record = recordOf(looked, { dryRun: true });
    for (const report of [renderMarkdown(record), renderHtml(record)]) {
      expect(report).not.toContain('Objectives and measurements');
      expect(report).not.toMatch(/NOT met|\| done \||>done</);
      expect(report).toContain('would be done');
      expect(report).toContain('a dry run, which changes nothing');
    }
  });
});

it('is made by the version that package.json names', () => {
  expect(JSON.parse(readFileSync('package.json', 'utf8'))).toMatchObject({ version });
});
