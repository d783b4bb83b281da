import type { SwitchDnsSpec } from '../../contracts/specs/switch-dns.ts';
import type { Decision } from '../../domain/decision.ts';
import type { Step } from '../../executor/step.ts';
import { assessRecords } from './assess-records.ts';
import type { RecordsCommand } from './batch.ts';
import {
  assessHealth,
  decideHealth,
  type HealthCommand,
  type HealthDependencies,
  type HealthFacts,
  observeHealth,
  sendHealth,
} from './health.ts';
import { decideRecords, observeRecords, type RecordsFacts, sendRecords } from './records.ts';

export type SwitchDnsFacts = RecordsFacts | HealthFacts;

export type SwitchDnsCommand = RecordsCommand | HealthCommand;

export type SwitchDnsDependencies = HealthDependencies;

/**
 * Points a name at the standby, and is done when the name itself answers so: by rewriting the record, or by throwing the
 * switch of a health check that was prepared for it (aws.amazon.com/blogs/networking-and-content-delivery, "Creating
 * Disaster Recovery Mechanisms Using Amazon Route 53"). Caches of clients and resolvers follow when the TTL has passed.
 */
export const switchDns: Step<SwitchDnsSpec, SwitchDnsFacts, SwitchDnsCommand, SwitchDnsDependencies> = {
  kind: 'switchDns',
  observe: (spec, run, dependencies): Promise<SwitchDnsFacts> =>
    spec.strategy === 'records' ? observeRecords(spec, run, dependencies) : observeHealth(spec, run, dependencies),
  decide: (spec, facts, run): Decision<SwitchDnsCommand> => {
    if (spec.strategy === 'records' && facts.strategy === 'records') return decideRecords(spec, facts, run);
    if (spec.strategy === 'health' && facts.strategy === 'health') return decideHealth(spec, facts, run);
    return mixedUp();
  },
  assess: (spec, facts, run) => {
    if (spec.strategy === 'records' && facts.strategy === 'records') return assessRecords(spec, facts, run);
    if (spec.strategy === 'health' && facts.strategy === 'health') return assessHealth(spec, facts, run);
    return mixedUp();
  },
  send: (command, dependencies) =>
    command.service === 'route53' ? sendRecords(command, dependencies) : sendHealth(command, dependencies),
};

/** Facts are of the strategy of the spec that they were observed for. */
function mixedUp(): never {
  throw new TypeError('these facts are of another strategy');
}
