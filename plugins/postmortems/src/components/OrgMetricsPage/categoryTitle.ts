/** What people call a category. Its title is in the configuration of the backend; until that is read, its id. */
export function categoryTitle(id: string): string {
  return id;
}
