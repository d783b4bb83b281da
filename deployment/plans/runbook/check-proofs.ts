import type { Complaint } from '../complaint.ts';
import { asksFormerSide } from './proofs.ts';
import { actsOf, hostOf, isSame, leavesPrimary, type Placed, type RunbookView } from './view.ts';

/** That a check proves something, and looks at the new side and not at the one that is left. */
export const checkProofs = (view: RunbookView): Complaint[] => [
  ...checkFenced(view),
  ...checkDataSide(view),
  ...checkEndpoints(view),
  ...checkStatus(view),
  ...checkBounds(view),
];

const checkFenced = (view: RunbookView): Complaint[] =>
  view.dataChecks.flatMap((check) => {
    const fence = fenceOf(view, check);
    if (fence === undefined) return [];
    const message = `is ${check.spec.instance}, which step ${fence.id} fences: check the database that the service moves to`;
    return [{ path: field(check, 'checkData', 'instance'), message }];
  });

type DataCheck = RunbookView['dataChecks'][number];

/** Nothing gets through to it any more. */
const fenceOf = ({ fences }: RunbookView, check: DataCheck) =>
  fences.find(({ spec, stage }) => isSame(spec, check.spec) && stage <= check.stage);

const field = ({ path }: Placed<unknown>, ...fields: string[]) => [...path, ...fields];

const checkDataSide = (view: RunbookView): Complaint[] =>
  view.dataChecks
    .filter(({ spec, stage }) => leavesPrimary(view) && spec.region === 'primary' && hasBegun(view, stage))
    .filter((check) => fenceOf(view, check) === undefined)
    .map((check) => ({
      path: field(check, 'checkData', 'region'),
      message: `is the side that this ${view.kind} leaves: what ${check.spec.instance} says proves nothing of the standby; check the database that is promoted`,
    }));

/** Planned work may look at the side that it leaves before it begins; in an outage that side is lost from the start. */
function hasBegun(view: RunbookView, stage: number): boolean {
  const [first] = actsOf(view);
  return view.kind === 'failover' || (first !== undefined && stage > first.stage);
}

const checkEndpoints = (view: RunbookView): Complaint[] =>
  view.endpoints
    .filter((check) => hasBegun(view, check.stage) && asksFormerSide(view, check))
    .map((check) => ({
      path: field(check, 'checkEndpoint', 'url'),
      message: `asks ${hostOf(check.spec.url)} before traffic has moved: the side that is left would answer; ask the new side by a name of its own`,
    }));

/** An answer that is an error, or none that an answer can end with. */
const checkStatus = ({ endpoints }: RunbookView): Complaint[] =>
  endpoints
    .filter(({ spec }) => spec.status < 200 || spec.status >= 500)
    .map((check) => ({
      path: field(check, 'checkEndpoint', 'status'),
      message: `of ${check.spec.status} is what a service answers that does not serve: say what it answers when it does`,
    }));

/** Bounds that hold whatever the data are, or never. */
const checkBounds = ({ dataChecks }: RunbookView): Complaint[] =>
  dataChecks.flatMap((step) =>
    step.spec.checks.flatMap(({ sql, atLeast, atMost }, index): Complaint[] => {
      const path = field(step, 'checkData', 'checks');
      if (atLeast !== undefined && atMost !== undefined && atMost < atLeast)
        return [{ path: [...path, index, 'atMost'], message: `of ${atMost} is below atLeast: it would never pass` }];
      if (!isCount(sql) || atLeast === undefined || atLeast > 0 || atMost !== undefined) return [];
      return [
        {
          path: [...path, index, 'atLeast'],
          message: `of ${atLeast} rows proves nothing: no count is below it; say 1 or more`,
        },
      ];
    }),
  );

const isCount = (sql: string): boolean => /^\s*select\s+count\s*\(/i.test(sql);
