import { expect, it } from 'vitest';
import { deploymentOrder } from '../../src/cloudformation/order.ts';
import { parseTemplate } from '../../src/cloudformation/template.ts';

const orderOf = (resources: Record<string, object>) =>
  deploymentOrder(
    parseTemplate({
      Parameters: { Stage: { Type: 'String', Default: 'dev' } },
      Resources: Object.fromEntries(Object.entries(resources).map(([name, one]) => [name, { Type: 'T', ...one }])),
    }),
  );

const text = (...names: string[]) => names.map((name) => `$\{${name}}`).join('');

it('puts each resource after all that it refers to, else keeps the order of the template', () => {
  const order = orderOf({
    Policy: { Properties: { a: { 'Fn::GetAtt': ['Machine', 'Arn'] } } },
    Machine: { Properties: { a: [{ 'Fn::Sub': text('Role.Arn', 'AWS::Region', 'Stage') }], b: { Ref: 'Stage' } } },
    Free: {},
    Role: { Properties: { a: { 'Fn::Sub': [text('Own'), { Own: { Ref: 'Logs' } }] } } },
    Logs: { DependsOn: 'Free' },
  });
  expect(order).toEqual(['Free', 'Logs', 'Role', 'Machine', 'Policy']);
});

it('does not take a name of the map of Fn::Sub, nor a literal one, for a resource', () => {
  const own = { Properties: { a: { 'Fn::Sub': [text('B'), { B: 'x' }] }, c: { 'Fn::Sub': text('!B') } } };
  expect(orderOf({ A: own, B: { Properties: { a: { Ref: 'A' } } } })).toEqual(['A', 'B']);
});

it('names the members of a cycle, and no others', () => {
  const resources = {
    Outside: { DependsOn: ['A'] },
    A: { Properties: { a: { Ref: 'B' } } },
    B: { DependsOn: 'C' },
    C: { Properties: { a: { 'Fn::GetAtt': 'A.Arn' } } },
  };
  expect(() => orderOf(resources)).toThrow('Circular dependency between resources: [A, B, C]');
});

it('names a DependsOn that leads nowhere', () => {
  expect(() => orderOf({ A: { DependsOn: ['Gone'] } })).toThrow(/Unresolved resource dependencies \[Gone\]/);
});
