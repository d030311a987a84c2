package io.heddle.guide;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;

import io.heddle.buffer.Emitter;
import io.heddle.pipeline.Backend;
import io.heddle.pipeline.DeadLetters;
import io.heddle.pipeline.Frontend;
import io.heddle.pipeline.OnError;
import io.heddle.pipeline.Pipeline;
import io.heddle.pipeline.PipelineState;
import io.heddle.pipeline.RetrySpec;
import io.heddle.pipeline.StageContext;
import io.heddle.pipeline.StageKind;
import io.heddle.pipeline.StageSnapshot;
import io.heddle.pipeline.StageSpec;
import io.heddle.pipeline.StopReport;
import io.heddle.pipeline.Transport;
import io.heddle.testing.EachThreadMode;
import io.heddle.testing.Eventually;
import io.heddle.testing.NoLeakedThreads;
import io.heddle.thread.ThreadMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the page about pipelines shows works as it says.
 */
@ExtendWith(NoLeakedThreads.class)
class PipelineGuideTests {

	private static final Path ROOT = Path.of(System.getProperty("basedir", "."), "..");

	private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

	@Test
	void eachExampleOfThePageStandsHere() throws IOException {
		String here = squeezed(
				Files.readString(ROOT.resolve("core/src/test/java/io/heddle/guide/PipelineGuideTests.java")));
		Matcher examples = EXAMPLE.matcher(Files.readString(ROOT.resolve("src/docs/pipeline.md")));
		List<String> found = examples.results().map((example) -> example.group(1)).toList();
		assertThat(found).hasSizeGreaterThan(8).allSatisfy((example) -> assertThat(here).contains(squeezed(example)));
	}

	private static String squeezed(String code) {
		return code.replaceAll("\\s+", " ").replace(" .", ".").trim();
	}

	@EachThreadMode
	void wordsAreCounted(ThreadMode mode, @TempDir Path directory) throws IOException {
		Path file = Files.writeString(directory.resolve("text.txt"), "To be, or not\nto be: that is the question");
		Map<String, LongAdder> counts = new ConcurrentHashMap<>();
		Pipeline words = Pipeline.named("words")
			.from(new LineReader(file))
			.viaFlat((String line, Emitter<? super String> out) -> Arrays.stream(line.split("\\W+")).forEach(out::emit))
			.via((String word) -> word.isEmpty() ? null : word.toLowerCase(Locale.ROOT), (stage) -> stage.threads(4))
			.to((word) -> counts.computeIfAbsent(word, (key) -> new LongAdder()).increment())
			.mode(mode)
			.build();
		words.run();
		assertThat(counts.values()).hasSize(8);
		assertThat(counts.get("be")).hasToString("2");
	}

	@EachThreadMode
	void eachThreadHasAnInstanceOfItsOwn(ThreadMode mode) {
		ConcurrentLinkedQueue<Object> seen = new ConcurrentLinkedQueue<>();
		byte[] text = "text".getBytes(StandardCharsets.UTF_8);
		Pipeline pipeline = Pipeline.named("checksums")
			.from((Emitter<? super byte[]> out) -> Stream.generate(() -> text).limit(100).forEach(out::emit))
			.stage(StageKind.TRANSPORT, Checksum::new, StageSpec.named("checksum").threads(4))
			.to(seen::add)
			.mode(mode)
			.build();
		pipeline.run();
		assertThat(seen).hasSize(100).containsOnly(999008199L);
	}

	@EachThreadMode
	void frontendsShareTheirInput(ThreadMode mode) {
		ConcurrentLinkedQueue<Object> seen = new ConcurrentLinkedQueue<>();
		Pipeline.named("pages")
			.stage(StageKind.FRONTEND, PageReader::new, StageSpec.named("pageReader").threads(4))
			.to(seen::add)
			.mode(mode)
			.build()
			.run();
		assertThat(seen).hasSize(100).doesNotHaveDuplicates();
	}

	@EachThreadMode
	void deadLettersAreReplayedAfterTheRepair(ThreadMode mode) throws InterruptedException {
		Table table = new Table();
		CountDownLatch end = new CountDownLatch(1);
		Frontend<String> orders = (out) -> {
			out.emit("order");
			end.await();
		};
		DeadLetters deadLetters = DeadLetters.inMemory(1000);
		Pipeline pipeline = Pipeline.named("orders")
			.from(orders)
			.to(table,
					(stage) -> stage.name("table")
						.retry(RetrySpec.attempts(3).delay(Duration.ofMillis(50)))
						.onError(OnError.DEAD_LETTER))
			.deadLetters(deadLetters)
			.mode(mode)
			.build();
		pipeline.start();
		Eventually.holds(() -> !deadLetters.list().isEmpty());
		assertThat(deadLetters.list()).singleElement().satisfies((letter) -> {
			assertThat(letter.attempts()).isEqualTo(3);
			assertThat(letter.stage()).isEqualTo("table");
		});
		table.available.set(true);
		int replayed = deadLetters.replay(pipeline);
		end.countDown();
		assertThat(replayed).isOne();
		assertThat(pipeline.awaitEnd(Duration.ofSeconds(10))).isTrue();
		assertThat(table.rows).containsExactly("order");
	}

	@EachThreadMode
	void aStopReportsWhatIsLeft(ThreadMode mode) {
		Pipeline pipeline = Pipeline.named("stream")
			.from((Emitter<? super Integer> out) -> Stream.iterate(0, (number) -> number + 1).forEach(out::emit))
			.via((Integer number) -> number, (stage) -> stage.name("reader"))
			.to((number) -> {
			})
			.mode(mode)
			.build();
		StringBuilder log = new StringBuilder();
		pipeline.start();
		pipeline.setThreads("reader", 8);
		pipeline.pause();
		pipeline.resume();
		StageSnapshot bottleneck = pipeline.snapshot()
			.stages()
			.stream()
			.max(Comparator.comparingDouble((stage) -> stage.time().busy()))
			.orElseThrow();
		StopReport report = pipeline.stop(Duration.ofSeconds(10));
		if (!report.isComplete()) {
			log.append(report.describe());
		}
		assertThat(bottleneck.name()).isNotEmpty();
		assertThat(log).isEmpty();
		assertThat(pipeline.getState()).isEqualTo(PipelineState.ENDED);
	}

	/** Emits the lines of a file. */
	private static final class LineReader implements Frontend<String> {

		private final Path file;

		LineReader(Path file) {
			this.file = file;
		}

		@Override
		public void produce(Emitter<? super String> out) throws IOException {
			try (Stream<String> lines = Files.lines(this.file)) {
				lines.forEach(out::emit);
			}
		}

	}

	/** Not thread-safe. */
	private static final class Checksum implements Transport<byte[], Long> {

		private final CRC32 crc = new CRC32();

		@Override
		public Long transport(byte[] content) {
			this.crc.reset();
			this.crc.update(content);
			return this.crc.getValue();
		}

	}

	/** Each thread emits the numbers of its own pages. */
	private static final class PageReader implements Frontend<Integer> {

		private int first;

		private int step = 1;

		@Override
		public void setup(StageContext context) {
			this.first = context.threadIndex();
			this.step = context.threadCount();
		}

		@Override
		public void produce(Emitter<? super Integer> out) {
			for (int page = this.first; page < 100; page += this.step) {
				out.emit(page);
			}
		}

	}

	/** A table that is not there at first. */
	private static final class Table implements Backend<String> {

		private final AtomicBoolean available = new AtomicBoolean();

		private final ConcurrentLinkedQueue<String> rows = new ConcurrentLinkedQueue<>();

		@Override
		public void process(String row) {
			if (!this.available.get()) {
				throw new IllegalStateException("no table");
			}
			this.rows.add(row);
		}

	}

}
