import { describe, expect, it } from 'vitest';
import { operate } from '../../src/operate.ts';
import { account, createSetting, region } from '../services/policy-setting.ts';
import { type Aws, refusalOf } from './looks.ts';
import { policyOf, trust } from './templates.ts';

describe('a role', () => {
  it('keeps its policies when another one would be too much', async () => {
    const { aws } = createSetting();
    const policies = [{ name: 'own', document: policyOf(10_000) }];
    const arn = aws.identity.addRole({ name: 'worker', trust: trust('x.amazonaws.com'), policies });
    const before = aws.identity.statementsOf(arn);
    const put = (name: string, length: number) => () => aws.identity.putPolicy('worker', name, policyOf(length));
    expect(await refusalOf(put('more', 241))).toMatch(/^LimitExceededException: Maximum policy size/);
    expect(aws.identity.statementsOf(arn)).toEqual(before);
    expect(await refusalOf(put('more', 240))).toBe('accepted');
    expect(await refusalOf(put('own', 10_000))).toBe('accepted');
    expect(aws.identity.statementsOf(arn)).toHaveLength(2);
  });
});

describe('a bus', () => {
  const put = (aws: Aws, Name: string) =>
    operate(aws, {
      service: 'events',
      region,
      operation: 'PutRule',
      input: { Name, EventPattern: '{"source":["a"]}' },
    });

  it('has 300 rules, of which each may be changed', async () => {
    const { aws } = createSetting();
    for (let index = 0; index < 300; index += 1) await put(aws, `r${index}`);
    expect(await refusalOf(() => put(aws, 'r300'))).toBe(
      'LimitExceededException: The requested resource exceeds the maximum number allowed.',
    );
    expect(await refusalOf(() => put(aws, 'r0'))).toBe('accepted');
    const rules = await operate(aws, {
      service: 'events',
      region,
      operation: 'ListRules',
      input: { NamePrefix: 'r300' },
    });
    expect(rules.Rules).toEqual([]);
  });

  it('has five targets a rule', async () => {
    const { aws } = createSetting();
    await put(aws, 'r');
    const target = (Id: string) => ({ Id, Arn: `arn:aws:sqs:${region}:${account}:q` });
    const add = (...ids: readonly string[]) =>
      refusalOf(() =>
        operate(aws, {
          ...{ service: 'events', region, operation: 'PutTargets', input: { Rule: 'r', Targets: ids.map(target) } },
        }),
      );
    expect(await add('1', '2', '3', '4', '5')).toBe('accepted');
    expect(await add('5', '6')).toBe(
      'LimitExceededException: The requested resource exceeds the maximum number allowed.',
    );
    expect(await add('5')).toBe('accepted');
  });
});

describe('a function', () => {
  it('has 250 MB of code', async () => {
    const { aws } = createSetting();
    const add = (name: string, bytes: number) => () =>
      aws.lambda.createFunction({
        ...{ name, region, arn: `arn:aws:lambda:${region}:${account}:function:${name}`, roleArn: 'any' },
        ...{ code: ' '.repeat(bytes), file: 'index.cjs', handler: 'index.handler', environment: {} },
        ...{ timeoutSeconds: 3, memorySize: 128 },
      });
    expect(await refusalOf(add('over', 262_144_001))).toBe(
      'InvalidParameterValueException: Unzipped size must be smaller than 262144000 bytes',
    );
    expect(await refusalOf(add('over', 1))).toBe('accepted');
    expect(await refusalOf(add('at', 262_144_000))).toBe('accepted');
  });
});
