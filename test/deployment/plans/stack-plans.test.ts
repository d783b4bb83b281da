import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { plansForStack, stackRefused } from '../../../deployment/plans/stack-plans.ts';
import { testPlans } from '../../support/plans.ts';

const empty = mkdtempSync(join(tmpdir(), 'lifeboat-plans-'));
const broken = mkdtempSync(join(tmpdir(), 'lifeboat-plans-'));
writeFileSync(join(broken, 'orders.yml'), 'plan: orders\n');
afterAll(() => {
  for (const folder of [empty, broken]) rmSync(folder, { recursive: true });
});

describe('a stack', () => {
  it.each([
    { region: 'us-east-1', isDetector: false },
    { region: 'us-west-2', isDetector: true },
  ])('is made in $region, detector: $isDetector', (asked) => {
    expect(stackRefused({ folder: testPlans, ...asked })).toBeUndefined();
  });

  it.each([
    {
      what: 'without a plan',
      asked: { folder: empty, region: 'us-east-1', isDetector: false },
      says: /: no plan here; write one plan file per protected service, <name>\.yml \(docs\/first-service\.md\)/,
    },
    {
      what: 'with a plan that is not as it should be',
      asked: { folder: broken, region: 'us-east-1', isDetector: false },
      says: /orders\.yml:1: regions: /,
    },
    {
      what: 'in a Region that is nobody’s standby',
      asked: { folder: testPlans, region: 'eu-west-1', isDetector: false },
      says: /^No plan has eu-west-1 as its standby\. Choose with --region: us-east-1$/,
    },
    {
      what: 'of a detector where nothing is to be forwarded',
      asked: { folder: testPlans, region: 'eu-west-1', isDetector: true },
      says: /^No plan has alarms or copies in eu-west-1 besides its standby\. Choose with --region: us-west-2$/,
    },
  ])('is refused $what, with what to do', ({ asked, says }) => {
    expect(stackRefused(asked)).toMatch(says);
  });

  it('has no plans where they cannot be read, of which the refusal tells', () => {
    expect(plansForStack(broken).plans).toEqual({});
    expect(Object.keys(plansForStack(testPlans).plans)).toEqual(['shielda']);
  });
});
