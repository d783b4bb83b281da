import type { Target } from '@aws-sdk/client-eventbridge';
import { expect, it } from 'vitest';
import { inputOf } from '../../../src/services/events/input/input.ts';

const event = {
  version: '0',
  id: 'e1',
  'detail-type': 'EC2 Instance State-change Notification',
  source: 'aws.ec2',
  account: '1',
  time: '2026-01-05T03:00:00Z',
  region: 'us-east-1',
  resources: ['r1', 'r2'],
  detail: { 'instance-id': 'i-1', state: 'RUN"NING', count: 2, list: [{ n: 1 }, { n: 2 }], none: null },
} as const;
const about = { ruleArn: 'arn:rule', ruleName: 'rule', ingestedAt: Date.parse('2026-01-05T03:00:01.250Z') };

const textFor = (target: Omit<Target, 'Id' | 'Arn'>) => inputOf({ Id: 't', Arn: 'arn', ...target })(event, about);

const InputPathsMap = {
  instance: '$.detail.instance-id',
  state: '$.detail.state',
  count: '$.detail.count',
  second: '$.resources[1]',
  all: '$.detail.list[*].n',
  whole: '$.detail.list',
  none: '$.detail.none',
  missing: '$.detail.nowhere',
};
const { detail: _, ...withoutDetail } = event;

it.each([
  { what: 'a text', template: '"<instance> has <count>"', text: '"i-1 has 2"' },
  { what: 'a text with marks of its own', template: '"the \\"<instance>\\""', text: '"the \\"i-1\\""' },
  { what: 'a text whose value has marks', template: '"<state>"', text: '"RUN\\"NING"' },
  { what: 'JSON', template: '{"a": <instance>, "b": [9, <count>, true]}', text: '{"a": "i-1", "b": [9, 2, true]}' },
  { what: 'a value inside quotation marks of JSON', template: '{"a": "<instance>!"}', text: '{"a": "i-1!"}' },
  { what: 'an element of a list', template: '{"a": <second>}', text: '{"a": "r2"}' },
  { what: 'all of a list', template: '{"a": <all>}', text: '{"a": [1,2]}' },
  { what: 'text before a colon inside quotation marks', template: '{"a": "x <count>: y"}', text: '{"a": "x 2: y"}' },
  { what: 'a value before a text that begins with a colon', template: '["k", <count>, ":y"]', text: '["k", 2, ":y"]' },
  { what: 'objects', template: '{"a": <whole>}', text: '{"a": [{"n":1},{"n":2}]}' },
  { what: 'what is not in the event, in a text', template: '"a<missing>b"', text: '"ab"' },
  { what: 'what is not in the event, in JSON', template: '{"a": <missing>}', text: '{"a": ""}' },
  {
    what: 'the rule',
    template: '{"a": <aws.events.rule-arn>, "b": "<aws.events.rule-name>"}',
    text: '{"a": "arn:rule", "b": "rule"}',
  },
  {
    what: 'the time of arrival',
    template: '{"a": <aws.events.event.ingestion-time>}',
    text: '{"a": "2026-01-05T03:00:01.250Z"}',
  },
  {
    what: 'the event without its detail',
    template: '{"a": <aws.events.event>}',
    text: `{"a": ${JSON.stringify(withoutDetail)}}`,
  },
  { what: 'the whole event', template: '{"a": <aws.events.event.json>}', text: `{"a": ${JSON.stringify(event)}}` },
  { what: 'lines of text', template: '"<instance>"\n"<count>"', text: '"i-1"\n"2"' },
])('a template makes $what', ({ template, text }) => {
  expect(textFor({ InputTransformer: { InputPathsMap, InputTemplate: template } })).toBe(text);
});

it('without a template a target gets a constant, a part of the event, or the event', () => {
  expect(textFor({ Input: '{"a":1}' })).toBe('{"a":1}');
  expect(textFor({ InputPath: '$.detail.list[0]' })).toBe('{"n":1}');
  expect(textFor({ InputPath: '$' })).toBe(JSON.stringify(event));
  expect(JSON.parse(textFor({}))).toEqual(event);
});

it.each([
  { what: 'two kinds of input at once', target: { Input: '{}', InputPath: '$' } },
  { what: 'a constant that is not JSON', target: { Input: 'hello' } },
  { what: 'a path that does not begin with a dollar', target: { InputPath: 'detail' } },
  { what: 'a path with a filter', target: { InputPath: '$.detail[?(@.a)]' } },
  { what: 'a template that is not JSON', target: { InputTransformer: { InputTemplate: '{"a": }' } } },
  { what: 'a path with a name in brackets', target: { InputPath: "$['detail']" } },
  { what: 'a path that ends in a dot', target: { InputPath: '$.detail.' } },
  {
    what: 'a variable as a key',
    target: { InputTransformer: { InputPathsMap: { a: '$.id' }, InputTemplate: '{"<a>": 1}' } },
  },
  { what: 'a text without quotation marks', target: { InputTransformer: { InputTemplate: 'hello' } } },
  { what: 'a variable that nobody defines', target: { InputTransformer: { InputTemplate: '{"a": <b>}' } } },
  {
    what: 'a variable with a reserved name',
    target: { InputTransformer: { InputPathsMap: { 'aws.events.rule-arn': '$.id' }, InputTemplate: '{}' } },
  },
])('PutTargets refuses $what', ({ target }) => {
  expect(() => inputOf({ Id: 't', Arn: 'arn', ...target })).toThrow(
    expect.objectContaining({ code: 'ValidationException' }),
  );
});
