import { expect, it } from 'vitest';
import { resolve } from '../../src/cloudformation/intrinsics.ts';
import { pseudoParameters, type Scope } from '../../src/cloudformation/scope.ts';

const place = { account: '111122223333', region: 'us-east-1', stackName: 'mainsail-dev', stackId: 'stack-id' };

const scope: Scope = {
  values: { ...pseudoParameters(place), Stage: 'dev' },
  conditions: {
    IsDev: { 'Fn::Equals': [{ Ref: 'Stage' }, 'dev'] },
    IsProd: { 'Fn::Not': [{ Condition: 'IsDev' }] },
    IsEither: { 'Fn::Or': [{ Condition: 'IsProd' }, { 'Fn::Equals': ['1', 1] }] },
    IsBoth: { 'Fn::And': [{ Condition: 'IsProd' }, { Condition: 'IsDev' }] },
  },
  resources: new Map([
    [
      'Table',
      { type: 'AWS::DynamoDB::Table', physicalId: 'ledger', attributes: { Arn: 'arn:table', 'Nested.Name': 'deep' } },
    ],
  ]),
};

const sub = (text: string) => ({ 'Fn::Sub': text.replaceAll('#', '$') });

it.each([
  { title: 'a parameter', value: { Ref: 'Stage' }, expected: 'dev' },
  { title: 'a pseudo parameter', value: { Ref: 'AWS::Region' }, expected: 'us-east-1' },
  { title: 'a resource', value: { Ref: 'Table' }, expected: 'ledger' },
  { title: 'an attribute', value: { 'Fn::GetAtt': ['Table', 'Arn'] }, expected: 'arn:table' },
  { title: 'an attribute with a dot', value: { 'Fn::GetAtt': 'Table.Nested.Name' }, expected: 'deep' },
  { title: 'a text', value: sub('x-#{Stage}-#{Table}-#{Table.Arn}'), expected: 'x-dev-ledger-arn:table' },
  { title: 'a literal in a text', value: sub('#{!Stage} #{AWS::Partition}'), expected: `$${'{Stage}'} aws` },
  {
    title: 'a text with names of its own',
    value: { 'Fn::Sub': [sub('#{Own}/#{Stage}')['Fn::Sub'], { Own: { Ref: 'Table' } }] },
    expected: 'ledger/dev',
  },
  { title: 'a join', value: { 'Fn::Join': [':', ['a', { Ref: 'Stage' }]] }, expected: 'a:dev' },
  { title: 'a split', value: { 'Fn::Split': ['-', 'a-b'] }, expected: ['a', 'b'] },
  { title: 'a choice from a list', value: { 'Fn::Select': ['1', { 'Fn::Split': ['-', 'a-b'] }] }, expected: 'b' },
  { title: 'a condition that holds', value: { 'Fn::If': ['IsDev', 'yes', 'no'] }, expected: 'yes' },
  { title: 'a negated condition', value: { 'Fn::If': ['IsProd', 'yes', 'no'] }, expected: 'no' },
  { title: 'either condition', value: { 'Fn::If': ['IsEither', 'yes', 'no'] }, expected: 'yes' },
  { title: 'both conditions', value: { 'Fn::If': ['IsBoth', 'yes', 'no'] }, expected: 'no' },
  {
    title: 'no value',
    value: { A: { Ref: 'AWS::NoValue' }, B: [{ 'Fn::If': ['IsProd', 1, { Ref: 'AWS::NoValue' }] }] },
    expected: { B: [] },
  },
  {
    title: 'plain data',
    value: { Condition: 'IsDev', N: 1, L: [null, true] },
    expected: { Condition: 'IsDev', N: 1, L: [null, true] },
  },
])('resolves $title', ({ value, expected }) => {
  expect(resolve(value, scope)).toEqual(expected);
});

it.each([
  { value: { 'Fn::ImportValue': 'x' }, message: 'NotSimulated: CloudFormation Fn::ImportValue' },
  { value: { Ref: 'Missing' }, message: /Unresolved resource dependencies \[Missing\]/ },
  { value: sub('#{Missing}'), message: /Unresolved resource dependencies \[Missing\]/ },
  { value: { 'Fn::GetAtt': ['Missing', 'Arn'] }, message: /undefined resource Missing/ },
  { value: { 'Fn::GetAtt': ['Table', 'StreamArn'] }, message: /Table does not support attribute type StreamArn/ },
  { value: { 'Fn::Select': [2, ['a', 'b']] }, message: /nonexistent value at index 2/ },
  { value: { 'Fn::If': ['Missing', 1, 2] }, message: /unresolved condition dependency Missing/ },
  { value: { 'Fn::Join': 'x' }, message: /Fn::Join takes a list/ },
])('refuses $value', ({ value, message }) => {
  expect(() => resolve(value, scope)).toThrow(message);
});
