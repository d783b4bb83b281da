import { inUnits } from '../../../shared/contracts/fields.ts';
import type { SwitchDnsSpec } from '../../../shared/contracts/specs/switch-dns.ts';
import type { Complaint } from '../complaint.ts';
import { checkRecords } from './check-records.ts';
import { formerOf, leavesPrimary, type Placed, type RunbookView, targetOf } from './view.ts';

export const checkTraffic = (view: RunbookView): Complaint[] => [
  ...view.switches.flatMap((one) => [
    ...checkTarget(one),
    ...checkTtl(view, one),
    ...checkSwitch(view, one),
    ...checkRecords(one),
  ]),
  ...checkSameName(view),
];

type Switch = Placed<SwitchDnsSpec>;

function checkTarget(one: Switch): Complaint[] {
  const { spec } = one;
  const target = spec.strategy === 'health' ? field(one, 'expect') : field(one, 'to');
  if (targetOf(spec) === spec.name)
    return [{ path: target, message: `leads to ${spec.name} itself: name the host of the new side` }];
  if (formerOf(spec) === spec.name)
    return [{ path: field(one, 'from'), message: `leads to ${spec.name} itself: name the host that it leads to now` }];
  if (formerOf(spec) !== targetOf(spec)) return [];
  return [
    { path: target, message: `is where ${spec.name} leads now: nothing would move; name the host of the new side` },
  ];
}

const field = ({ path }: Switch, ...fields: string[]) => [...path, 'switchDns', ...fields];

/** How long clients may keep what they were told before the switch. */
function checkTtl({ plan: { objectives } }: RunbookView, one: Switch): Complaint[] {
  const { spec } = one;
  const ttl = spec.strategy === 'health' ? spec.ttl : 'ttl' in spec.from ? spec.from.ttl : 0;
  if (ttl <= objectives.rto) return [];
  const path = spec.strategy === 'health' ? field(one, 'ttl') : field(one, 'from', 'ttl');
  const message = `of ${inUnits(ttl)} is longer than the RTO of ${inUnits(objectives.rto)}: clients would stay on the side that is left; lower it in the zone and here`;
  return [{ path, message }];
}

function checkSwitch(view: RunbookView, one: Switch): Complaint[] {
  const { spec } = one;
  if (spec.strategy !== 'health') return [];
  const signal = view.plan.detection.signals.findIndex(
    (each) => 'healthCheck' in each && String(each.healthCheck) === spec.healthCheck,
  );
  return [
    ...(leavesPrimary(view) && spec.switch.region === 'primary'
      ? [
          {
            path: field(one, 'switch', 'region'),
            message: 'is the Region that is lost: keep the switch in the standby Region',
          },
        ]
      : []),
    ...(signal >= 0
      ? [
          {
            path: field(one, 'healthCheck'),
            message: `is signal ${signal + 1} of the detection, too: the switch needs a health check of its own`,
          },
        ]
      : []),
  ];
}

/** Steps of a stage run side by side: one name would be told two things at once. */
const checkSameName = ({ switches }: RunbookView): Complaint[] =>
  switches.flatMap((one, index) => {
    const first = switches
      .slice(0, index)
      .find(({ stage, spec }) => stage === one.stage && spec.name === one.spec.name);
    if (first === undefined) return [];
    const message = `is ${one.spec.name}, which step ${first.id} of this stage moves: leave one of the two out`;
    return [{ path: field(one, 'name'), message }];
  });
