export const nodeOf = {
  source: (id: string) => `source:${id}`,
  /** Files that a department uploads by hand have no source of their own. */
  uploads: (department: string) => `source:uploads/${department}`,
  resource: (id: string) => `resource:${id}`,
  library: (name: string) => `library:${name}`,
  department: (code: string) => `department:${code}`,
  /** OpenLineage names a dataset by namespace and name; neither holds a line break. */
  dataset: (namespace: string, name: string) => `dataset:${namespace}\n${name}`,
};

export const keyOf = (node: string): string => node.slice(node.indexOf(":") + 1);
