import { describe, expect, it } from 'vitest';
import { RunbookName } from '../../../shared/contracts/fields.ts';
import type { FactOf } from '../../../shared/contracts/ledger-entry.ts';
import type { DecisionEvidence } from '../../../shared/contracts/recovery/decision-evidence.ts';
import type { LossBasis } from '../../../shared/contracts/recovery/facts-of-run.ts';
import { approvalRequest } from '../../../shared/notices/approval-request.ts';
import { stepId } from '../support/plan.ts';
import { answersIn, decided, evidence, pastRun, plan, request } from './approval-scene.ts';

describe('the question about a loss beyond the limit', () => {
  const restoreRunbook = RunbookName.parse('restore');
  const withRestore = { ...plan, response: { ...plan.response, restoreRunbook } };
  const history = [pastRun('run-9', 4000, { runbook: restoreRunbook })];
  const ask = (lossSeconds: number | undefined, lossBasis: LossBasis = 'signals') => {
    const finding = { stepId: stepId('database'), level: 'excessLoss' as const, text: 'too far behind', lossSeconds };
    const found = { ...evidence, findings: [finding] };
    const answers = ['acceptLoss' as const, 'restore' as const, 'refuse' as const];
    const asked = { ...decided, code: 'lossBeyondLimit', answers, lossBasis };
    return approvalRequest({ ...request, plan: withRestore, history, decided: asked, evidence: found }).message;
  };

  it('offers to accept it, to restore and to refuse, and nothing else', () => {
    expect(answersIn(ask(412))).toEqual(['acceptLoss', 'restore', 'refuse']);
  });

  it('says what each answer leads to', () => {
    const message = ask(412);
    expect(message).toMatch(/^acceptLoss: .*lose up to 412 s of data; when it comes to more, the promotion refuses$/m);
    expect(message).toMatch(/^restore: .*runbook restore.*recovery time: 1 h 6 min \(median of 1 earlier run/m);
    expect(message).toMatch(/^refuse: do nothing/m);
    expect(message).toContain('Expected data loss: at most 412 s of data; objective 5 min');
  });

  it('says that it grows where nobody knows until when writes went on', () => {
    const growing = approvalRequest({ ...request, decided: { ...decided, lossBasis: 'decision' } }).message;
    expect(growing).toContain('Expected data loss: at most 12 s of data by now; objective 5 min');
    expect(growing).toContain('Data loss counts until the old primary is fenced or the replica is promoted');
    expect(ask(412, 'decision')).toMatch(
      /lose up to 412 s of data, and what is written until the old primary is fenced/,
    );
  });

  it('says so when nobody knows how much', () => {
    const message = ask(undefined);
    expect(message).toMatch(/^acceptLoss: .*nobody knows how much$/m);
    expect(message).toContain('Expected data loss: not known, which is above every limit');
  });
});

describe('the question about a fork', () => {
  const fork = { resourceId: 'db-A', leftAt: '2026-01-05T02:00:00.000Z' };
  const forked = { stepId: stepId('database'), level: 'fork' as const, text: 'it stands alone', fork };
  const behind = { stepId: stepId('database'), level: 'excessLoss' as const, text: 'too far behind', lossSeconds: 412 };
  const ask = (...findings: DecisionEvidence['findings']) => {
    const asked: FactOf<'decided'> = { ...decided, code: 'forked', answers: ['acceptLoss', 'refuse'] };
    return approvalRequest({ ...request, decided: asked, evidence: { ...evidence, findings } }).message;
  };

  it('says what a yes does to what the other side has written, and both figures', () => {
    const message = ask({ ...forked, lossSeconds: 3600 });
    expect(message).toMatch(
      /^acceptLoss: .*take the standby as it is for the new primary, and drop what the other side/m,
    );
    expect(message).toContain('fork: database: it stands alone');
    expect(message).toContain('Expected data loss: at most 3600 s of data');
  });

  it('says when nobody knows how much that is', () => {
    expect(ask(forked)).toContain('Expected data loss: not known, which is above every limit');
  });

  it('says what else is lost by the same yes', () => {
    expect(ask({ ...forked, lossSeconds: 3600 }, behind)).toMatch(
      /^acceptLoss: .*since it left, and lose up to 412 s/m,
    );
  });
});
