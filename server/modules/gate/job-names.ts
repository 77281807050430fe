/** Jobs of the gate, by name. */
export const serveJob = "gate.serve";
export const endingJob = "gate.watch-endings";
export const sweepJob = "gate.sweep";
export const makeExportJob = "gate.make-export";
export const pushJob = "gate.push";
