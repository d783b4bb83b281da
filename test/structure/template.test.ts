import { beforeAll, describe, expect, it } from 'vitest';
import { lintTemplate } from '../../scripts/lint/cfn.ts';
import { lintIam } from '../../scripts/lint/iam.ts';
import { functionKey, readFunctions } from '../../scripts/packaging/function-file.ts';
import { type PackagedStack, packageStack } from '../../simulation/packaging/package-stack.ts';

/** On `*` for a reason: AWS's Describe calls filter by id, and a missing instance must be seen as missing, not as denied. */
const excused = new Set(['rds:DescribeDBInstances']);

let stack: PackagedStack;
beforeAll(async () => {
  stack = await packageStack('us-east-1');
});

describe('the packaged template', () => {
  it('is what CloudFormation’s own specification allows', () => {
    expect(lintTemplate(stack.template)).toEqual([]);
  });

  it('allows only actions that exist, and on everything only where AWS knows nothing narrower', async () => {
    const { statements, complaints } = await lintIam(stack.template, excused);
    expect(statements).toBeGreaterThan(20);
    expect(complaints).toEqual([]);
  });

  it.each(readFunctions().map((file) => ({ key: functionKey(file.folder) })))(
    'keeps the bundle of $key at or below 600 KB',
    ({ key }) => {
      const bytes = Buffer.byteLength(stack.codeOf(key).code);
      expect(bytes).toBeGreaterThan(1000);
      expect(bytes).toBeLessThanOrEqual(600 * 1024);
    },
  );
});
