/**
 * What AWS's own plumbing costs, in seconds, charged on the virtual clock and (divided by the speed) in rehearsals, so that
 * our figures do not flatter us. One table; each figure with its source. AWS documents none of them: they are published
 * measurements, rounded up, or upper estimates, which are called so.
 */
export const plumbing = {
  /**
   * From the call to the first line of the handler, with a small bundle that holds the SDK's v3 clients:
   * aws.amazon.com/blogs/developer/reduce-lambda-cold-start-times-migrate-to-aws-sdk-for-javascript-v3 has benchmarks,
   * kkloudtarus.net/en/blog/lambda-cold-start-optimization measures an init of 0.30 s for a handler with Powertools and
   * clients. With the start of the sandbox, which no report line shows, 0.45 s is an upper estimate.
   */
  lambdaColdStartSeconds: 0.45,
  /** Overhead of an invocation besides the handler's own time. An estimate: AWS publishes none. */
  lambdaWarmInvokeSeconds: 0.03,
  /**
   * From the end of a state to the start of the next in a Standard workflow. An upper estimate:
   * cremich.cloud/aws-step-function-vs-aws-lambda-benchmark measures whole executions only.
   */
  stateTransitionSeconds: 0.025,
  /**
   * From the end of a child execution until `.sync` sees it: an EventBridge event through a managed rule
   * (docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html), whose usual latency is about half a second
   * (aws.amazon.com/eventbridge/faqs). The poll that AWS falls back on, once a minute, is not charged.
   */
  startExecutionSyncSeconds: 0.5,
  /** repost.aws/questions/QUn5oKgcnjRTemt39V9hdtyw: 7 s and more for 100 children that do nothing. */
  distributedMapSeconds: 7,
} as const;
