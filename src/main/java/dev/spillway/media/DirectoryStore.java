package dev.spillway.media;

import dev.spillway.connector.Outcome;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.CopyOptions;
import io.vertx.core.file.FileSystem;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.streams.ReadStream;
import java.nio.file.Path;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Files in a directory. A file is written beside its place and then moved there. */
final class DirectoryStore implements MediaStore {
    private final FileSystem files;
    private final Path directory;

    DirectoryStore(FileSystem files, Path directory) {
        this.files = files;
        this.directory = directory;
    }

    @Override
    public Future<Void> put(String key, ReadStream<Buffer> content, long bytes, BooleanSupplier good) {
        var place = directory.resolve(key);
        var beside = place.resolveSibling(place.getFileName() + "." + UUID.randomUUID() + ".part")
                .toString();
        return files.mkdirs(String.valueOf(place.getParent()))
                .compose(made ->
                        files.open(beside, new OpenOptions().setCreateNew(true).setWrite(true)))
                .compose(content::pipeTo)
                .compose(written -> good.getAsBoolean() ? Future.succeededFuture() : MediaStore.<Void>notGood())
                .compose(checked -> files.move(beside, place.toString(), new CopyOptions().setReplaceExisting(true)))
                .recover(cause -> files.delete(beside).transform(gone -> Future.failedFuture(cause)));
    }

    @Override
    public Future<Opened> open(String key) {
        var place = directory.resolve(key).toString();
        return files.props(place)
                .compose(found -> files.open(place, new OpenOptions().setRead(true))
                        .map(file ->
                                new Opened(paused(file), found.size(), found.size() + "@" + found.lastModifiedTime())))
                .recover(cause ->
                        Future.failedFuture(new MediaFailure(Outcome.Kind.INVALID, "the file is not in the store")));
    }

    private static ReadStream<Buffer> paused(AsyncFile file) {
        return file.pause();
    }
}
