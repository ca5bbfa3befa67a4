/** As in “1 row” and “3 rows”. */
export function counted(
  count: number,
  one: string,
  more: string = `${one}s`,
): string {
  return `${count} ${count === 1 ? one : more}`;
}
