import type {
  CreateDBParameterGroupCommandInput as CreateGroup,
  DeleteDBParameterGroupCommandInput as DeleteGroup,
  ModifyDBParameterGroupCommandInput as ModifyGroup,
  Parameter,
} from '@aws-sdk/client-rds';
import { AwsFault, type Call, notSimulated } from '../../../call.ts';
import { addEvent } from '../events.ts';
import { invalidCombination, invalidValue } from '../faults.ts';
import type { ParameterGroup } from '../records.ts';
import type { Store } from '../store.ts';
import { tagsIn } from '../tags.ts';
import { requireGroup, shownGroup } from './describe-groups.ts';
import { knownParameters } from './known-parameters.ts';
import { groupArn, isDefault, keepGroup } from './parameter-group.ts';

/** UserGuide/CHAP_Limits: DB parameter groups of a Region. */
const mostGroups = 50;
/** API_ModifyDBParameterGroup: parameters in one request. */
const mostParameters = 20;

/** API_CreateDBParameterGroup, of PostgreSQL's families. */
export const createDbParameterGroup = (store: Store) => (input: CreateGroup, call: Call) => {
  const { DBParameterGroupName: name = '', DBParameterGroupFamily: family = '', Description: description } = input;
  if (!/^[a-z](?!.*--)[a-z0-9-]{0,254}$/i.test(name) || name.endsWith('-'))
    throw invalidValue(`The parameter DBParameterGroupName is not a valid identifier: ${name}`);
  if (!description) throw invalidValue('The parameter Description must be provided and must not be blank.');
  if (!/^(aurora-postgresql|postgres)\d+$/.test(family))
    throw notSimulated(`rds:CreateDBParameterGroup of the family ${family}`);
  const { region } = call;
  if (store.parameterGroups.has(groupArn(store, { sort: 'pg', region, name })))
    throw new AwsFault('DBParameterGroupAlreadyExistsFault', `Parameter group ${name} already exists`);
  const own = [...store.parameterGroups.values()].filter((one) => one.sort === 'pg' && !isDefault(one));
  if (own.filter((one) => one.region === region).length >= mostGroups)
    throw new AwsFault('DBParameterGroupQuotaExceededFault', `You have ${mostGroups} parameter groups already.`);
  const group = keepGroup(store, { sort: 'pg', region, name }, { family, description, tags: tagsIn(input.Tags) });
  return { DBParameterGroup: shownGroup(group) };
};

/** API_ModifyDBParameterGroup. What a parameter means to the database is not modelled: only that, and when, it is in use. */
export const modifyDbParameterGroup = (store: Store) => (input: ModifyGroup, call: Call) => {
  const { DBParameterGroupName: name, Parameters: parameters = [] } = input;
  const group = requireGroup(store, { sort: 'pg', region: call.region, name });
  if (isDefault(group)) throw invalidValue(`The default parameter group ${group.id} cannot be modified.`);
  if (parameters.length === 0 || parameters.length > mostParameters)
    throw invalidValue(`Give 1 to ${mostParameters} parameters.`);
  const changes = parameters.map(checkParameter);
  for (const { name: parameter, value, method } of changes) {
    group.values.set(parameter, { value, method });
    addEvent(store, group, { event: 'RDS-EVENT-0037', words: [parameter, value, method] });
  }
  spread(store, group, changes);
  return { DBParameterGroupName: group.id };
};

/** Static parameters wait for a reboot, which must be said; dynamic ones may be applied at once. */
function checkParameter({ ParameterName: name = '', ParameterValue: value, ApplyMethod: method }: Parameter) {
  const known = knownParameters[name];
  if (known === undefined) throw notSimulated(`rds:ModifyDBParameterGroup of ${name}`);
  if (known.isModifiable === false) throw invalidValue(`The parameter ${name} cannot be modified.`);
  if (value === undefined || (method !== 'immediate' && method !== 'pending-reboot'))
    throw invalidValue(`The parameter ${name} needs a value and an apply method.`);
  if (method === 'immediate' && known.applyType === 'static')
    throw invalidCombination(`cannot use immediate apply method for static parameter: ${name}`);
  return { name, value, method, isStatic: known.applyType === 'static' };
}

type Change = ReturnType<typeof checkParameter>;

/** Instances take on dynamic values within moments, static ones and those that may wait with their next reboot. */
function spread(store: Store, group: ParameterGroup, changes: readonly Change[]): void {
  const { clock, awsTime } = store.world;
  const waits = changes.some(({ method }) => method === 'pending-reboot');
  const users = [...store.instances.values()].filter(
    ({ region, parameterGroup }) => region === group.region && parameterGroup === group.id,
  );
  for (const instance of users) {
    const isAlreadyWaiting = instance.parameterStatus === 'pending-reboot';
    if (!isAlreadyWaiting) instance.parameterStatus = waits ? 'pending-reboot' : 'applying';
    clock.after(awsTime(instance.durations.modifySeconds), () => {
      if (instance.parameterStatus === 'applying') instance.parameterStatus = 'in-sync';
    });
  }
}

/** API_DeleteDBParameterGroup: none that an instance uses, and no default one. */
export const deleteDbParameterGroup = (store: Store) => (input: DeleteGroup, call: Call) => {
  const group = requireGroup(store, { sort: 'pg', region: call.region, name: input.DBParameterGroupName });
  const isUsed = [...store.instances.values()].some(
    ({ region, parameterGroup }) => region === group.region && parameterGroup === group.id,
  );
  if (isUsed || isDefault(group))
    throw new AwsFault('InvalidDBParameterGroupStateFault', `${group.id} is in use or is a default group.`);
  store.parameterGroups.delete(group.arn);
  return {};
};
