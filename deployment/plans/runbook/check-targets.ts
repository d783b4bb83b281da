import { inUnits } from '../../../shared/contracts/fields.ts';
import { effectOf, kindOf, namedIn, type PlanStep } from '../../../shared/contracts/step-kind.ts';
import type { Complaint } from '../complaint.ts';
import { isSame, leavesPrimary, type Placed, type RunbookView } from './view.ts';

/** That each step is about what the runbook moves to. */
export const checkTargets = (view: RunbookView): Complaint[] => [
  ...checkLag(view),
  ...view.configurations.flatMap((one) => checkConfiguration(view, one)),
  ...checkSamePlace(view),
  ...checkSides(view),
];

const checkLag = ({ plan: { objectives }, promotions }: RunbookView): Complaint[] =>
  promotions
    .filter(({ spec }) => spec.maxLag > objectives.rpo)
    .map((promotion) => ({
      path: field(promotion, 'promoteReplica', 'maxLag'),
      message: `of ${inUnits(promotion.spec.maxLag)} is above the RPO of ${inUnits(objectives.rpo)}: more would be lost than is promised, and nobody asked; say ${inUnits(objectives.rpo)} or less`,
    }));

const field = ({ path }: Placed<unknown>, ...fields: string[]) => [...path, ...fields];

type Configuration = RunbookView['configurations'][number];

function checkConfiguration(view: RunbookView, configuration: Configuration): Complaint[] {
  const database = databaseOf(configuration);
  const fence = view.fences.find(({ spec }) => isSame(spec, database));
  if (fence === undefined) return checkPromoted(view, configuration);
  const message = `is ${database.instance}, which step ${fence.id} fences: name the database that the service moves to`;
  return [{ path: field(configuration, 'updateConfiguration', 'value', 'endpointOf'), message }];
}

const databaseOf = ({ spec }: Configuration) => ({ instance: spec.value.endpointOf, region: spec.region });

/** The endpoint is looked for in the Region of the configuration, and the step waits until its database takes writes. */
function checkPromoted({ promotions }: RunbookView, configuration: Configuration): Complaint[] {
  if (promotions.length === 0) return [];
  const { instance, region } = databaseOf(configuration);
  const named = promotions.filter(({ spec }) => spec.instance === instance);
  const [promotion] = named.filter(({ spec }) => spec.region === region);
  const value = field(configuration, 'updateConfiguration', 'value', 'endpointOf');
  if (named.length === 0) {
    const names = promotions.map(({ spec }) => spec.instance).join(', ');
    return [{ path: value, message: `is ${instance}, which this runbook does not promote: name ${names}` }];
  }
  if (promotion === undefined) {
    const message = `is ${region}, where ${instance} is not the one that is promoted: say ${named[0]?.spec.region}`;
    return [{ path: field(configuration, 'updateConfiguration', 'region'), message }];
  }
  if (promotion.stage <= configuration.stage) return [];
  const message = `waits for ${instance} to be promoted, which is done in a later stage: put it after step ${promotion.id}`;
  return [{ path: field(configuration, 'updateConfiguration'), message }];
}

/** One place cannot name two databases. */
const checkSamePlace = ({ configurations }: RunbookView): Complaint[] =>
  configurations.flatMap((one, index) => {
    const first = configurations.slice(0, index).find((other) => placeOf(other) === placeOf(one));
    if (first === undefined) return [];
    return [
      {
        path: field(one, 'updateConfiguration', 'target'),
        message: `is what step ${first.id} changes already: leave one of the two out`,
      },
    ];
  });

const placeOf = ({ spec }: Configuration): string => JSON.stringify([spec.region, spec.target]);

function checkSides(view: RunbookView): Complaint[] {
  if (!leavesPrimary(view)) return [];
  return view.steps
    .filter(({ spec }) => effectOf(kindOf(spec)) === 'changes')
    .filter((step) => sideOf(step) === 'primary' && !isOfPromotion(view, step))
    .map((step) => ({
      path: field(step, kindOf(step.spec), 'region'),
      message: `is the side that this ${view.kind} leaves: say standby`,
    }));
}

/** The side of what a step changes; undefined where that has none. */
const sideOf = ({ spec }: Placed<PlanStep>) =>
  namedIn(spec).flatMap((named) => (named.changed !== undefined && 'region' in named ? [named.region] : []))[0];

/** What `checkPromoted` speaks of. */
const isOfPromotion = ({ promotions }: RunbookView, { spec }: Placed<PlanStep>): boolean =>
  'updateConfiguration' in spec &&
  promotions.some((promotion) => promotion.spec.instance === spec.updateConfiguration.value.endpointOf);
