import type { Plan } from '../../shared/contracts/plan.ts';
import type { Complaint } from './complaint.ts';
import { insteadOf } from './reading/nearest-word.ts';
import { otherPartition, regionInHost, regionsOfAws } from './regions.ts';
import { asksFormerSide } from './runbook/proofs.ts';
import { formerOf, hostOf, leavesPrimary, type RunbookView, targetOf, viewOf } from './runbook/view.ts';

const sides = ['primary', 'standby'] as const;

/** The two Regions: that there are such, that they are two, and that what the plan names is where it says. */
export function checkRegions(plan: Plan): Complaint[] {
  const names = sides.flatMap((side) => checkName(plan, side));
  if (names.length > 0) return names;
  const same = checkSame(plan);
  return same.length > 0 ? same : checkHosts(plan);
}

type Side = (typeof sides)[number];

/** Machines, roles and the control plane of Route 53 are named as the partition aws has them. */
function checkName(plan: Plan, side: Side): Complaint[] {
  const region = plan.regions[side];
  const path = ['regions', side];
  const partition = otherPartition(region);
  if (partition !== undefined)
    return [{ path, message: `is ${region}, of the partition ${partition}: Lifeboat runs in the partition aws only` }];
  if (regionsOfAws.includes(region)) return [];
  const instead = insteadOf(region, regionsOfAws).replace(/^there is.*/, 'say one such as us-east-1');
  return [{ path, message: `is ${region}, and AWS has no such Region: ${instead}` }];
}

const checkSame = ({ regions }: Plan): Complaint[] =>
  regions.primary === regions.standby
    ? [{ path: ['regions'], message: 'primary and standby are the same Region: nothing to fail over to' }]
    : [];

/** Hosts say where they are; the plan says on which side they should be. One contradiction is a slip there, nothing but contradictions is one above. */
function checkHosts(plan: Plan): Complaint[] {
  const located = viewsOf(plan).flatMap(locatedIn);
  const wrong = located.filter(({ region, side }) => region === plan.regions[otherSide(side)]);
  const right = located.filter(({ region, side }) => region === plan.regions[side]);
  const [first] = wrong;
  if (first === undefined) return [];
  if (right.length === 0) {
    const message = `look swapped: ${first.what} has to be on the ${first.side} side, and is in ${first.region}, the ${otherSide(first.side)} Region of this plan`;
    return [{ path: ['regions'], message }];
  }
  return wrong.map(({ path, what, region, side }) => ({
    path,
    message: `is ${what} in ${region}, the ${otherSide(side)} Region: name the host of the ${side} side`,
  }));
}

const viewsOf = (plan: Plan): RunbookView[] =>
  Object.entries(plan.runbooks).map(([name, runbook]) => viewOf(plan, name, runbook));

/** What names its Region, and on which side of the plan it has to be. */
type Located = Readonly<{ path: Complaint['path']; what: string; region: string; side: Side }>;

/** Hosts of the new side and of the old one, as far as a runbook leads from the one to the other. */
function locatedIn(view: RunbookView): Located[] {
  if (!leavesPrimary(view)) return [];
  const begun = Math.min(...[...view.fences, ...view.promotions, ...view.switches].map(({ stage }) => stage));
  return [
    ...view.switches.flatMap(({ path, spec }) => {
      // That nothing would move is said elsewhere.
      if (targetOf(spec) === formerOf(spec)) return [];
      const [to, from] = spec.strategy === 'health' ? ['expect', ''] : ['to', 'from'];
      return [
        ...inHost([...path, 'switchDns', to], targetOf(spec), 'standby'),
        ...inHost([...path, 'switchDns', from], formerOf(spec), 'primary'),
      ];
    }),
    ...view.endpoints
      .filter((endpoint) => endpoint.stage > begun && !asksFormerSide(view, endpoint))
      .flatMap(({ path, spec }) => inHost([...path, 'checkEndpoint', 'url'], hostOf(spec.url), 'standby')),
  ];
}

function inHost(path: Complaint['path'], host: string | undefined, side: Side): Located[] {
  const region = host === undefined ? undefined : regionInHost(host);
  return host === undefined || region === undefined ? [] : [{ path, what: host, region, side }];
}

const otherSide = (side: Side): Side => (side === 'primary' ? 'standby' : 'primary');

/** A name may say what it likes, and mostly it says what was meant. */
export const warnRegions = (plan: Plan): Complaint[] =>
  viewsOf(plan).flatMap((view) =>
    [...view.promotions, ...view.fences].flatMap(({ path, spec }) => {
      const named = regionInName(spec.instance);
      if (named === undefined || named === plan.regions[spec.region]) return [];
      const kind = 'maxLag' in spec ? 'promoteReplica' : 'fenceDatabase';
      const message = `is ${spec.instance} on the ${spec.region} side, which is ${plan.regions[spec.region]}: its name says ${named}`;
      return [{ path: [...path, kind, 'instance'], message }];
    }),
  );

/** The Region that stands in the name of a database, where people put it. */
const regionInName = (name: string): string | undefined =>
  regionsOfAws.find((region) => new RegExp(`(^|-)${region}($|-)`).test(name));
