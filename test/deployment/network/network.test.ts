import { describe, expect, it } from 'vitest';
import { readFunctions } from '../../../deployment/function-file.ts';
import { parseNetwork, readNetwork } from '../../../deployment/network/network.ts';
import { warnNetwork } from '../../../deployment/network/warn-network.ts';
import { readPlans } from '../../../deployment/plans/read-plans.ts';
import { testPlans } from '../../support/plans.ts';

const parsed = (text: string) => parseNetwork(text, 'network.yml');
const refusalOf = (text: string): string => {
  try {
    parsed(text);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return 'taken';
};

const entry = (region: string, subnets: readonly string[], groups: readonly string[] = ['sg-0a1b2c3d']) =>
  `${region}:\n  subnets: [${subnets.join(', ')}]\n  securityGroups: [${groups.join(', ')}]\n`;
const ids = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${prefix}-${index.toString(16).padStart(17, '0')}`);

describe('the network file', () => {
  it('gives each Region its subnets and groups', () => {
    expect(parsed(entry('eu-west-1', ids('subnet', 16), ids('sg', 5))).network).toEqual({
      'eu-west-1': { subnets: ids('subnet', 16), securityGroups: ids('sg', 5) },
    });
  });

  it.each([
    ['', 'an empty file'],
    ['# nothing yet\n', 'comments alone'],
  ])('names no Region in %j', (text) => {
    expect(parsed(text).network).toEqual({});
  });

  it('need not be there under its usual name, and has to be under another', () => {
    expect(() => readNetwork('no-such-file.yml')).toThrow('no-such-file.yml: there is no such file');
  });

  it.each([
    { text: '- us-east-1\n', says: 'network.yml:1: network: has to be a mapping of Regions, such as us-east-1' },
    {
      text: entry('us-wset-2', ids('subnet', 2)),
      says: 'network.yml:1: us-wset-2: AWS has no such Region: did you mean us-west-2?',
    },
    {
      text: entry('frankfurt', ids('subnet', 2)),
      says: 'network.yml:1: frankfurt: AWS has no such Region: say one such as us-east-1',
    },
    {
      text: 'us-east-1: subnet-0a1b2c3d\n',
      says: 'network.yml:1: us-east-1: has to name subnets and securityGroups of one VPC',
    },
    {
      text: 'us-east-1:\n  subnets: [subnet-0a1b2c3d]\n',
      says: 'network.yml:1: us-east-1: securityGroups is missing: a list of ids such as sg-0123456789abcdef0',
    },
    {
      text: `${entry('us-east-1', ids('subnet', 2))}  subnetIds: []\n`,
      says: 'network.yml:4: us-east-1.subnetIds: is no field here: there is subnets, securityGroups',
    },
    {
      text: 'us-east-1:\n  subnets: subnet-0a1b2c3d\n  securityGroups: [sg-0a1b2c3d]\n',
      says: 'network.yml:2: us-east-1.subnets: has to be a list of ids such as subnet-0123456789abcdef0',
    },
    {
      text: entry('us-east-1', [], ['sg-0a1b2c3d']),
      says: 'network.yml:2: us-east-1.subnets: is an empty list: it needs one id at least',
    },
    {
      text: entry('us-east-1', ids('subnet', 17)),
      says: 'network.yml:2: us-east-1.subnets: has 17 ids: Lambda takes 16 at most',
    },
    {
      text: entry('us-east-1', ids('subnet', 2), ids('sg', 6)),
      says: 'network.yml:3: us-east-1.securityGroups: has 6 ids: Lambda takes 5 at most',
    },
    {
      text: entry('us-east-1', ['subnet-0a1b2c3d', 'sg-0a1b2c3d']),
      says: 'network.yml:2: us-east-1.subnets.1: is "sg-0a1b2c3d", and the id of a subnet is subnet- and 8 or 17 digits 0-9 a-f',
    },
    {
      text: entry('us-east-1', ids('subnet', 2), ['12345678']),
      says: 'network.yml:3: us-east-1.securityGroups.0: is 12345678, and the id of a security group is sg- and 8 or 17 digits 0-9 a-f',
    },
    {
      text: entry('us-east-1', ['subnet-0a1b2c3d', 'subnet-0a1b2c3d']),
      says: 'network.yml:2: us-east-1.subnets.1: is subnet-0a1b2c3d, which stands in this list already',
    },
    {
      text: entry('us-east-1', ids('subnet', 2)) + entry('us-west-2', ids('subnet', 2), ['sg-0a1b2c3e']),
      says:
        'network.yml:5: us-west-2.subnets.0: is subnet-00000000000000000, which stands under us-east-1 already\n' +
        'network.yml:5: us-west-2.subnets.1: is subnet-00000000000000001, which stands under us-east-1 already',
    },
    {
      text: 'us-east-1:\n\tsubnets: []\n',
      says: 'network.yml:2: network: a tab stands before the text: indent with blanks only',
    },
  ])('refuses $text in a line a mistake', ({ text, says }) => {
    expect(refusalOf(text)).toBe(says);
  });
});

describe('warnings about the network', () => {
  const plans = Object.values(readPlans(testPlans).plans);
  const warned = (text: string) => warnNetwork(parsed(text), plans, readFunctions());
  const complete =
    entry('us-east-1', ids('subnet', 2)) + entry('us-west-2', ['subnet-0a1b2c3a', 'subnet-0a1b2c3b'], ['sg-0a1b2c3a']);

  it('there are none where every Region in which a function connects has two subnets', () => {
    expect(warned(complete)).toEqual([]);
  });

  it('name the functions that reach nothing private in a Region without an entry, and what to do', () => {
    expect(warned('')).toEqual([
      'network.yml:1: us-east-1: is not named: checkData and promoteReplica run outside any VPC there, and no private database is reached: name subnets and securityGroups (docs/deploy.md)',
      'network.yml:1: us-west-2: is not named: askCopy runs outside any VPC there, and no private database is reached: name subnets and securityGroups (docs/deploy.md)',
    ]);
  });

  it('name a Region of no plan, and a single subnet', () => {
    expect(warned(complete + entry('eu-west-1', ['subnet-0a1b2c3d'], ['sg-0a1b2c3e']))).toEqual([
      'network.yml:7: eu-west-1: is neither side of any plan',
      'network.yml:8: eu-west-1.subnets: is one subnet, of one Availability Zone: name one of another, too',
    ]);
  });
});
