/** The selected claim, and how to select another one. */
export type ClaimSelection = {
  chosen?: string;
  onChoose(id: string | undefined): void;
};
