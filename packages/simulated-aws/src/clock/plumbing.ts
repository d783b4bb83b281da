/**
 * What AWS's own plumbing costs, in seconds, charged on the virtual clock and (divided by the speed) in rehearsals, so that
 * our figures do not flatter us. One table; each figure with its source. AWS documents none of them: they are measurements
 * that others published, or estimates, which are called so.
 */
export const plumbing = {
  /**
   * From the call to the first line of the handler. kkloudtarus.net/en/blog/lambda-cold-start-optimization measures an init
   * of 0.30 s for a Node.js handler with Powertools and SDK clients; the start of the sandbox, which Lambda's own report
   * does not show, is estimated on top.
   */
  lambdaColdStartSeconds: 0.45,
  /** Overhead of an invocation besides the handler's own time. An estimate: AWS publishes none. */
  lambdaWarmInvokeSeconds: 0.03,
  /** From the end of a state to the start of the next in a Standard workflow. An estimate: no published figure was found. */
  stateTransitionSeconds: 0.025,
  /**
   * From the end of a child execution until `.sync` sees it, through an event that a managed rule forwards
   * (docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html). An estimate of that event's way; the poll
   * that AWS falls back on when the event is lost is not charged.
   */
  startExecutionSyncSeconds: 0.5,
  /** repost.aws/questions/QUn5oKgcnjRTemt39V9hdtyw: 7 s and more for 100 children that do nothing. */
  distributedMapSeconds: 7,
  /** From the end of a period until its alarm has judged it: its datapoints have to arrive first. An estimate. */
  alarmDelaySeconds: 2,
  /** From an event on the bus to the call of a rule's target. An estimate: aws.amazon.com/eventbridge/faqs says near real time. */
  eventDeliverySeconds: 0.5,
  /** What a target in another Region costs on top: a round trip between continents and a second signature. An estimate. */
  eventToOtherRegionSeconds: 0.2,
  /** From the due time of a schedule to the call of its target. An estimate: AWS promises the minute only. */
  scheduleDeliverySeconds: 0.5,
} as const;
