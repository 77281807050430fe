/** Who registers sources and harvests; the hub refuses the others. */
export const keepers = ["data-officer"] as const;
