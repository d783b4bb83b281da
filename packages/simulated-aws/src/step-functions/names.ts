/** Of machines and executions: docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html */
const allowed = /^[^\p{Cc}\s<>{}[\]?*"#%\\^|~`$&,;:/]{1,80}$/u;

export const isName = (name: string): boolean => allowed.test(name);
