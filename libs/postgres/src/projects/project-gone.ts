/** The project was deleted since the caller looked: nothing can be said of its people any more. */
export class ProjectGone extends Error {
  constructor(readonly projectId: number) {
    super(`Project ${projectId} was deleted in the meantime.`);
    this.name = 'ProjectGone';
  }
}
