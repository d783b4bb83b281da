import { describe, expect, it } from 'vitest';
import { decideAccess } from '../../src/identity/decide.ts';
import { parsePolicy } from '../../src/identity/policy.ts';

const team = 'aws:PrincipalTag/team';
const keys = {
  'aws:principaltag/': [],
  'aws:principaltag/team': ['red'],
  'aws:principaltag/wide': ['*'],
  'aws:username': [],
  'aws:tagkeys': ['a', 'b'],
  'aws:requestedregion': ['us-east-1'],
};

type Written = Readonly<{ Resource?: string; NotResource?: string; Condition?: object; Effect?: string }>;

const decide = (written: Written, key: string, Version = '2012-10-17') => {
  const statement = {
    Effect: 'Allow',
    Action: 's3:GetObject',
    ...(written.NotResource ? {} : { Resource: '*' }),
    ...written,
  };
  const request = { action: 's3:GetObject', resource: `arn:aws:s3:::records/${key}`, keys };
  return decideAccess(parsePolicy({ Version, Statement: statement }, 'test'), request);
};

const the = (variable: string) => `\${${variable}}`;
const at = (variable: string) => ({ Resource: `arn:aws:s3:::records/${the(variable)}/*` });

describe('a policy variable', () => {
  it.each([
    { what: 'with a value', written: at(team), key: 'red/1', decision: 'allowed' },
    { what: 'with another value', written: at(team), key: 'blue/1', decision: 'implicitlyDenied' },
    { what: 'in other letters', written: at('AWS:principaltag/TEAM'), key: 'red/1', decision: 'allowed' },
    { what: 'without a value', written: at('aws:username'), key: '/1', decision: 'implicitlyDenied' },
    { what: 'of a tag that is not there', written: at('aws:PrincipalTag/x'), key: 'x/1', decision: 'implicitlyDenied' },
    { what: 'with a default', written: at("aws:PrincipalTag/x, 'all'"), key: 'all/1', decision: 'allowed' },
    { what: 'with a default and a value', written: at(`${team}, 'all'`), key: 'all/1', decision: 'implicitlyDenied' },
    { what: 'whose value is a star', written: at('aws:PrincipalTag/wide'), key: 'red/1', decision: 'implicitlyDenied' },
    { what: 'whose value is that star', written: at('aws:PrincipalTag/wide'), key: '*/1', decision: 'allowed' },
    { what: 'that stands for a star', written: at('*'), key: '*/1', decision: 'allowed' },
    { what: 'that stands for a star only', written: at('*'), key: 'a/1', decision: 'implicitlyDenied' },
    { what: 'that stands for a dollar', written: at('$'), key: '$/1', decision: 'allowed' },
    {
      what: 'without a value in NotResource',
      written: { NotResource: `arn:aws:s3:::records/${the('aws:username')}` },
      key: 'a',
      decision: 'implicitlyDenied',
    },
    {
      what: 'in a condition',
      written: { Condition: { StringEquals: { 'aws:PrincipalTag/team': the('aws:PrincipalTag/team') } } },
      key: 'a',
      decision: 'allowed',
    },
    {
      what: 'whose value is a star in a condition',
      written: { Condition: { StringLike: { 'aws:PrincipalTag/team': the('aws:PrincipalTag/wide') } } },
      key: 'a',
      decision: 'implicitlyDenied',
    },
    {
      what: 'without a value in a negated condition',
      written: { Condition: { StringNotEquals: { 'aws:RequestedRegion': the('aws:username') } } },
      key: 'a',
      decision: 'implicitlyDenied',
    },
    {
      what: 'without a value beside an absent key with IfExists',
      written: { Condition: { StringEqualsIfExists: { 'aws:username': the('aws:username') } } },
      key: 'a',
      decision: 'allowed',
    },
  ])('$what: $decision', ({ written, key, decision }) => {
    expect(decide(written, key)).toBe(decision);
  });

  it('is text like any other in a policy of the older version', () => {
    expect(decide(at(team), 'red/1', '2008-10-17')).toBe('implicitlyDenied');
    expect(decide(at(team), `${the(team)}/1`, '2008-10-17')).toBe('allowed');
  });

  it.each([
    { what: 'of an unknown key', written: at('aws:SourceIp') },
    { what: 'of several values', written: at('aws:TagKeys') },
    {
      what: 'where an operator takes none',
      written: { Condition: { Bool: { 'aws:RequestedRegion': the('aws:username') } } },
    },
  ])('$what is refused by name', ({ written }) => {
    expect(() => decide(written, 'a')).toThrow(/^NotSimulated: policy variable/);
  });
});
