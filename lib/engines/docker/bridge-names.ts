/** Of the host's side of every workload's network. lib/start has the host turn away what comes in by these. */
export const bridgePrefix = "plmw-";
