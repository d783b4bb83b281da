import { inUnits } from '../../shared/contracts/fields.ts';
import type { Plan, Runbook } from '../../shared/contracts/plan.ts';
import { checkDeadlines } from './check-deadlines.ts';
import { checkDetection, warnDetection } from './check-detection.ts';
import { warnDatabaseNames, warnKnown, warnVerified } from './check-known.ts';
import { checkPins, checkSources, warnPins } from './check-pins.ts';
import { checkRegions, warnRegions } from './check-regions.ts';
import { checkRehearsal } from './check-rehearsal.ts';
import { checkResponse, warnResponse } from './check-response.ts';
import { checkRunbooks, warnRunbooks } from './check-runbooks.ts';
import { checkSpans, warnSpans } from './check-spans.ts';
import { checkVerification } from './check-verification.ts';
import type { Complaint } from './complaint.ts';
import { repeated } from './duplicates.ts';
import { insteadOf } from './reading/nearest-word.ts';

/** docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html: records change there alone. */
const recordsHome = 'us-east-1';

export function crossCheck(plan: Plan): Complaint[] {
  const ofRunbooks = checkRunbooks(plan);
  return [...aboutPlan(plan), ...ofRunbooks, ...(ofRunbooks.length > 0 ? [] : checkSources(plan)), ...aboutTimes(plan)];
}

const aboutPlan = (plan: Plan): Complaint[] => [
  ...checkRegions(plan),
  ...checkRunbookNames(plan),
  ...checkContacts(plan),
  ...checkDetection(plan),
  ...checkResponse(plan),
  ...checkVerification(plan),
];

function checkRunbookNames({ response, runbooks }: Plan): Complaint[] {
  const names = Object.keys(runbooks);
  const named = [
    { key: 'runbook', name: response.runbook },
    { key: 'restoreRunbook', name: response.restoreRunbook },
  ];
  return named.flatMap(({ key, name }) =>
    name === undefined || names.includes(name)
      ? []
      : [{ path: ['response', key], message: `is ${name}, and there is no such runbook: ${insteadOf(name, names)}` }],
  );
}

/** Each contact but the last is spared no longer than this, and the last one must have a turn, too. */
function checkContacts({ response: { contacts, escalateAfter, approvalTimeout } }: Plan): Complaint[] {
  const [twice] = repeated(contacts);
  if (twice !== undefined)
    return [
      { path: ['response', 'contacts', twice.index], message: `${twice.name} is asked already: name somebody else` },
    ];
  const needed = contacts.length * escalateAfter;
  if (contacts.length < 2 || needed <= approvalTimeout) return [];
  const message = `${contacts.length} contacts of ${inUnits(escalateAfter)} each do not fit into an approvalTimeout of ${inUnits(approvalTimeout)}: lengthen it, or shorten escalateAfter`;
  return [{ path: ['response', 'contacts'], message }];
}

const aboutTimes = (plan: Plan): Complaint[] => [
  ...checkSpans(plan),
  ...checkDeadlines(plan),
  ...checkPins(plan),
  ...checkRehearsal(plan),
  ...Object.entries(plan.runbooks).flatMap(([name, runbook]) => checkRunbook(name, runbook)),
];

function checkRunbook(name: string, { stages }: Runbook): Complaint[] {
  const path = ['runbooks', name, 'stages'];
  const steps = stages.flatMap((stage, at) =>
    stage.steps.map(({ id }, index) => ({ id, path: [...path, at, 'steps', index, 'id'] })),
  );
  return [
    ...repeated(stages.map((stage) => stage.name)).map((twice) => ({
      path: [...path, twice.index, 'name'],
      message: `two stages are called ${twice.name}: rename this one`,
    })),
    ...repeated(steps.map(({ id }) => id)).map((twice) => ({
      path: steps[twice.index]?.path ?? path,
      message: `two steps are called ${twice.name}: rename this one`,
    })),
  ];
}

/** What is allowed and unwise. Of a name that is a slip nobody has to be told that it is not pinned. */
export function warnings(plan: Plan): Complaint[] {
  const found = warningsOf(plan);
  const slips = new Set(found.flatMap(({ about }) => about ?? []));
  return [
    ...found,
    ...warnPins(plan).filter(({ about }) => about === undefined || !slips.has(about)),
    ...warnSwitches(plan),
  ];
}

const warningsOf = (plan: Plan): Complaint[] => [
  ...warnRegions(plan),
  ...warnContacts(plan),
  ...warnKnown(plan),
  ...warnDatabaseNames(plan),
  ...warnVerified(plan),
  ...warnDetection(plan),
  ...warnSpans(plan),
  ...warnResponse(plan),
  ...warnRunbooks(plan),
];

/** Nobody in particular. */
const warnContacts = ({ response: { contacts, mode } }: Plan): Complaint[] =>
  contacts.length > 0 || mode === 'notify'
    ? []
    : [
        {
          path: ['response', 'contacts'],
          message:
            'name nobody: questions go to whoever has subscribed to the topic, and nobody is asked second; list people',
        },
      ];

const warnSwitches = (plan: Plan): Complaint[] =>
  Object.entries(plan.runbooks).flatMap(([name, runbook]) => warnRunbook(plan, name, runbook));

const warnRunbook = (plan: Plan, name: string, runbook: Runbook): Complaint[] =>
  runbook.stages.flatMap((stage, stageIndex) =>
    stage.steps.flatMap((step, stepIndex) => {
      if (!('switchDns' in step)) return [];
      const path = ['runbooks', name, 'stages', stageIndex, 'steps', stepIndex, 'switchDns'];
      const dns = step.switchDns;
      const ttl = dns.strategy === 'health' ? dns.ttl : 'ttl' in dns.from ? dns.from.ttl : 60;
      return [
        ...(dns.strategy === 'records' ? [{ path, message: warnRecords(plan, runbook) }] : []),
        ...(dns.strategy === 'health' && dns.zone === undefined ? [{ path, message: withoutZone }] : []),
        ...(ttl > 60 ? [{ path, message: `a TTL of ${ttl} s keeps clients on the lost side for as long` }] : []),
      ];
    }),
  );

const withoutZone =
  'names no zone: records of the name that the switch does not move (IPv6, HTTPS, weights, places) are not looked at; name the hosted zone';

const warnRecords = ({ regions }: Plan, { kind }: Runbook): string =>
  kind === 'failover' && regions.primary === recordsHome
    ? `needs the control plane of Route 53, which lives in ${recordsHome}, the Region that this runbook leaves: while it is lost the name stays where it is; use strategy: health`
    : `needs the control plane of Route 53, which lives in ${recordsHome}; prefer strategy: health`;
