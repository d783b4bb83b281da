import type { DeleteAlarmsInput, DisableAlarmActionsInput, SetAlarmStateInput } from '@aws-sdk/client-cloudwatch';
import { AwsFault, type Call } from '../../../call.ts';
import { invalidValue, missing } from '../input-faults.ts';
import { isComposite } from './composites.ts';
import { deleted } from './configuration.ts';
import type { Machinery } from './machinery.ts';

const mostDeleted = 100;

/** What people and programs do to alarms that are there. */
export function createOperations({ store, actions, suppression, changeState, follow, evaluation }: Machinery) {
  /** A metric alarm returns at its next evaluation; a composite stays until one of its children changes. */
  const setState = (input: SetAlarmStateInput, { region }: Call) => {
    const { AlarmName = '', StateValue: value, StateReason: reason, StateReasonData: data } = input;
    if (value === undefined || reason === undefined) throw missing('StateValue and StateReason');
    checkJson(data);
    const alarm = store.find(region, AlarmName);
    if (alarm === undefined) throw notFound(AlarmName);
    changeState(alarm, { value, reason, data });
    follow(region);
    if (alarm.kind === 'metric') evaluation.watch(alarm);
    return {};
  };

  /** AWS's page names no error for an alarm that is not there. */
  const enable =
    (isEnabled: boolean) =>
    ({ AlarmNames = [] }: DisableAlarmActionsInput, { region }: Call) => {
      for (const name of AlarmNames) {
        const alarm = store.find(region, name);
        if (alarm !== undefined) alarm.actionsEnabled = isEnabled;
      }
      return {};
    };

  const removeOne = (region: string, name: string): boolean => {
    const alarm = store.find(region, name);
    if (alarm === undefined) return false;
    actions.forget(alarm);
    suppression.drop(alarm);
    store.remove(region, name);
    store.remember(alarm, deleted(alarm));
    return true;
  };

  /** Of a hundred at most one composite; those that are there are deleted even when another is not: API_DeleteAlarms.html. */
  const remove = ({ AlarmNames: names = [] }: DeleteAlarmsInput, { region }: Call) => {
    if (names.length > mostDeleted) throw invalidValue(`At most ${mostDeleted} alarms can be deleted at once.`);
    const found = names.flatMap((name) => store.find(region, name) ?? []);
    if (found.filter(isComposite).length > 1) throw invalidValue('Only one composite alarm can be deleted at once.');
    const absent = names.filter((name) => !removeOne(region, name));
    if (absent.length > 0) throw notFound(absent.join(', '));
    return {};
  };

  return {
    SetAlarmState: setState,
    EnableAlarmActions: enable(true),
    DisableAlarmActions: enable(false),
    DeleteAlarms: remove,
  };
}

function checkJson(text: string | undefined): void {
  try {
    if (text !== undefined) JSON.parse(text);
  } catch (cause) {
    throw Object.assign(new AwsFault('InvalidFormatFault', 'StateReasonData is not JSON'), { cause });
  }
}

const notFound = (name: string): AwsFault => new AwsFault('ResourceNotFound', `no alarm ${name}`, { status: 404 });
