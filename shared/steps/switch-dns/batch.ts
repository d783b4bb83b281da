import { route53Region } from '../../aws/route53.ts';
import { RegionName } from '../../contracts/fields.ts';
import type { RecordsSpec } from '../../contracts/specs/switch-dns.ts';
import { type MoveState, recordSet } from './moves.ts';
import { inWords, type RecordSet } from './record-sets.ts';

export const operation = 'ChangeResourceRecordSets';

type Change = { Action: 'DELETE' | 'CREATE'; ResourceRecordSet: RecordSet };

export type RecordsCommand = Readonly<{
  service: 'route53';
  operation: typeof operation;
  region: RegionName;
  input: { HostedZoneId: string; ChangeBatch: { Changes: Change[] } };
}>;

/** All moves that are still to be made: Route 53 makes all of a batch or none of it. */
export const batch = ({ zone, name }: RecordsSpec, states: readonly MoveState[]): RecordsCommand => ({
  service: 'route53',
  operation,
  region: RegionName.parse(route53Region),
  input: {
    HostedZoneId: zone,
    ChangeBatch: {
      Changes: open(states).flatMap(({ move: { to }, present }): Change[] => [
        ...(present === undefined ? [] : [{ Action: 'DELETE' as const, ResourceRecordSet: present.set }]),
        ...(to === undefined ? [] : [{ Action: 'CREATE' as const, ResourceRecordSet: recordSet(name, to) }]),
      ]),
    },
  },
});

export const presentWords = (states: readonly MoveState[]): string =>
  open(states)
    .flatMap(({ present }) => (present === undefined ? [] : [inWords(present.set)]))
    .join(' and ');

const open = (states: readonly MoveState[]): MoveState[] => states.filter(({ is }) => is === 'before');
