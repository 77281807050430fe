/** Reckons open commitments anew. */
export const recountJob = "clock.recount";
