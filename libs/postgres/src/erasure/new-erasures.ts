/** Somebody was erased since the caller looked: it has to look again before it says who sent what. */
export class NewErasures extends Error {
  constructor(readonly projectId: number) {
    super(`Somebody of project ${projectId} was erased in the meantime.`);
    this.name = 'NewErasures';
  }
}
