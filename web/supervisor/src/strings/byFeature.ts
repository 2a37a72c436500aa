/** Texts by the folder of their feature: ../features/notes/strings/en.json -> notes. */
export function byFeature(files: Record<string, unknown>): Record<string, object> {
  return Object.fromEntries(Object.entries(files).map(([path, texts]) => [path.split('/').at(-3) ?? path, texts as object]));
}
