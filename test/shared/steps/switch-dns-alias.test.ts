import { describe, expect, it } from 'vitest';
import { SwitchDnsSpec } from '../../../shared/contracts/specs/switch-dns.ts';
import type { RecordSet } from '../../../shared/steps/switch-dns/record-sets.ts';
import { switchDns } from '../../../shared/steps/switch-dns/switch-dns.ts';
import { reasonOf, stepRun, wordOf } from '../executor/step-run.ts';
import { answers, common, facts, records } from './record-facts.ts';

const [west, east] = ['shop-1.us-west-2.elb.amazonaws.com', 'shop-2.us-east-1.elb.amazonaws.com'];
const alias = (host: string): RecordSet => ({
  Name: 'app.example.com.',
  Type: 'A',
  AliasTarget: { HostedZoneId: 'Z1H1FL5HABSF5', DNSName: host, EvaluateTargetHealth: false },
});

describe('an alias as the console of Route 53 writes it', () => {
  const of = SwitchDnsSpec.parse({
    ...common,
    from: { alias: west, aliasZone: 'Z1H1FL5HABSF5' },
    to: { alias: east, aliasZone: 'Z35SXDOTRQ7X7K' },
  });

  it('leads to the planned load balancer, and is taken away as it stands', () => {
    const decision = switchDns.decide(of, facts({ records: records(alias(`dualstack.${west}.`)) }), stepRun());
    expect(wordOf(decision)).toBe('act');
    expect(reasonOf(decision)).toContain(`"DNSName":"dualstack.${west}."`);
    expect(reasonOf(decision)).toContain(`"DNSName":"${east}"`);
    const found = switchDns.assess(of, facts({ records: records(alias(`dualstack.${west}.`)) }), stepRun());
    expect(found.filter(({ level }) => level === 'blocker')).toEqual([]);
  });

  it('is done when it leads to the new one under that name', () => {
    const there = { records: records(alias(`dualstack.${east}.`)), name: answers(true) };
    expect(wordOf(switchDns.decide(of, facts(there), stepRun()))).toBe('done');
  });

  it('is refused when it leads to another load balancer', () => {
    expect(wordOf(switchDns.decide(of, facts({ records: records(alias(`dualstack.x${west}`)) }), stepRun()))).toBe(
      'refuse',
    );
  });
});
