import { Inject } from '@nestjs/common';
import { Command, CommandHandler, Query, QueryHandler, type ICommandHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Actor } from '@yimen/kernel';
import type { ItemAnswer, ItemViews } from '../../runner/view/item-view.js';
import type { MoveAnswer, MoveRequest, Runner } from '../../runner/port.js';
import { ITEM_VIEWS, RUNNER } from '../tokens.js';

/** One move, as the command bus carries it. */
export class MakeMove extends Command<MoveAnswer> {
  constructor(readonly request: MoveRequest) {
    super();
  }
}

/** One item, as one viewer may see it. */
export class ReadItem extends Query<ItemAnswer> {
  constructor(
    readonly slice: string,
    readonly id: string,
    readonly viewer: Actor,
  ) {
    super();
  }
}

@CommandHandler(MakeMove)
export class MakeMoveHandler implements ICommandHandler<MakeMove> {
  constructor(@Inject(RUNNER) private readonly runner: Runner) {}

  execute({ request }: MakeMove): Promise<MoveAnswer> {
    return this.runner.run(request);
  }
}

@QueryHandler(ReadItem)
export class ReadItemHandler implements IQueryHandler<ReadItem> {
  constructor(@Inject(ITEM_VIEWS) private readonly views: ItemViews) {}

  execute({ slice, id, viewer }: ReadItem): Promise<ItemAnswer> {
    return this.views.read(slice, id, viewer);
  }
}
