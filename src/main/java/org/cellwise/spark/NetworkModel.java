package org.cellwise.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.cellwise.network.Network;
import org.cellwise.network.OutputMeaning;
import org.cellwise.network.OutputMeaning.Kind;
import org.cellwise.text.Names;
import scala.Option;

/**
 * A trained network as a stage of a Spark pipeline: it takes rows of raw columns by their names, prepares them as the
 * network's training rows were, and answers as {@link Network#predictRaw} and {@link Network#classifyRaw} do, to the bit.
 *
 * <p>It adds four columns. {@code prediction}: the number of the class, as Spark's evaluators read it, or the number in the
 * unit of the target; a vector where the network answers several questions or gives several numbers. {@code
 * predictedClass}: the name of the class, or of all questions with a yes; null for numbers. {@code probability}: a vector,
 * one number for each class or question. {@code problem}: null, or why a row has no answer, such as a missing value or a
 * category that training has not seen, and in which partition it is; {@link #setStrict} lets such a row end the job.
 */
public final class NetworkModel extends Model<NetworkModel> implements MLWritable {
    private static final long serialVersionUID = 1;
    private static final String FILE = "network.safetensors";

    private final String uid;
    private final SavedNetwork network;
    private final Param<String> predictionCol;
    private final Param<String> classCol;
    private final Param<String> probabilityCol;
    private final Param<String> problemCol;
    private final BooleanParam strict;

    /**
     * A stage that answers as the network does now; what becomes of the network later changes nothing.
     *
     * @throws IllegalStateException if it was not trained on data that says how rows are prepared, or answers for several
     *     positions of a row
     * @throws IllegalArgumentException if it has layers of your own, which no file keeps
     */
    public NetworkModel(Network network) {
        this(Identifiable.randomUID("network"), SavedNetwork.of(requireRaw(network)));
    }

    private NetworkModel(String uid, SavedNetwork network) {
        this.uid = uid;
        this.network = network;
        // after the uid, which each parameter keeps
        predictionCol = new Param<>(this, "predictionCol", "column of predicted numbers, or of numbers of classes");
        classCol = new Param<>(this, "classCol", "column of names of predicted classes");
        probabilityCol = new Param<>(this, "probabilityCol", "column of vectors of probabilities");
        problemCol = new Param<>(this, "problemCol", "column that says why a row has no answer");
        strict = new BooleanParam(this, "strict", "whether a row that cannot be prepared ends the job");
        setDefault(predictionCol, "prediction");
        setDefault(classCol, "predictedClass");
        setDefault(probabilityCol, "probability");
        setDefault(problemCol, "problem");
        setDefault(strict, false);
    }

    private static Network requireRaw(Network network) {
        if (network.preparation() == null) {
            throw new IllegalStateException(
                    "NetworkModel prepares rows as those that a network was trained on, but this"
                            + " one was not trained on data that says how: train it on dataset(table), or on rows of Spark");
        }
        if (network.meaning().positions() > 1) {
            throw new IllegalStateException(
                    "NetworkModel gives one answer for a row, but the network answers for each of "
                            + network.meaning().positions() + " positions: use classifyEach(…) on one machine");
        }
        return network;
    }

    /** The network. */
    public Network network() {
        return network.network();
    }

    @Override
    public String uid() {
        return uid;
    }

    /** Name of the column of predictions. */
    public Param<String> predictionCol() {
        return predictionCol;
    }

    /** Names the column of predictions. */
    public NetworkModel setPredictionCol(String name) {
        set(predictionCol, name);
        return this;
    }

    /** Name of the column of names of classes. */
    public Param<String> classCol() {
        return classCol;
    }

    /** Names the column of names of classes. */
    public NetworkModel setClassCol(String name) {
        set(classCol, name);
        return this;
    }

    /** Name of the column of probabilities. */
    public Param<String> probabilityCol() {
        return probabilityCol;
    }

    /** Names the column of probabilities. */
    public NetworkModel setProbabilityCol(String name) {
        set(probabilityCol, name);
        return this;
    }

    /** Name of the column of problems. */
    public Param<String> problemCol() {
        return problemCol;
    }

    /** Names the column of problems. */
    public NetworkModel setProblemCol(String name) {
        set(problemCol, name);
        return this;
    }

    /** Whether a row that cannot be prepared ends the job. */
    public BooleanParam strict() {
        return strict;
    }

    /** Whether a row that cannot be prepared ends the job, rather than being answered by what is wrong with it. */
    public NetworkModel setStrict(boolean ends) {
        set(strict, ends);
        return this;
    }

    /**
     * The rows with the four columns behind their own.
     *
     * @throws IllegalArgumentException if a column is missing, or one of the four is there already
     */
    @Override
    public Dataset<Row> transform(Dataset<?> rows) {
        StructType schema = transformSchema(rows.schema());
        MapPartitionsFunction<Row, Row> scoring = scoring(rows.sparkSession());
        return rows.toDF().mapPartitions(scoring, Encoders.row(schema));
    }

    /** What becomes of columns. */
    @Override
    public StructType transformSchema(StructType schema) {
        columns(network().preparation().columns(), schema);
        StructType all = schema;
        StructType answer = answer();
        List<String> there = Arrays.asList(schema.fieldNames());
        for (String name : answer.fieldNames()) {
            if (there.contains(name)) {
                throw new IllegalArgumentException(
                        "The rows have a column \"%s\" already: drop it, or name the one that is added by setPredictionCol, setClassCol, setProbabilityCol or setProblemCol"
                                .formatted(Names.shorten(name)));
            }
            all = all.add(answer.apply(name));
        }
        return all;
    }

    /**
     * Makes the network a function of SQL on rows: {@code SELECT species(struct(*)).predictedClass FROM penguins}. It gives
     * a struct of the four columns; a column that is missing is said where the function is first called.
     */
    public void register(SparkSession session, String name) {
        UDF1<Row, Row> function = scoring(session);
        session.udf().register(name, function, answer());
    }

    private Scoring scoring(SparkSession session) {
        return new Scoring(
                JavaSparkContext.fromSparkContext(session.sparkContext()).broadcast(network),
                ZoneId.of(session.conf().get("spark.sql.session.timeZone")),
                (Boolean) getOrDefault(strict));
    }

    /** Where in rows the raw values stand, in the order of a network's preparation. */
    static int[] columns(List<String> wanted, StructType schema) {
        List<String> there = Arrays.asList(schema.fieldNames());
        for (String name : wanted) {
            if (!there.contains(name)) {
                throw new IllegalArgumentException(
                        "transform expects rows with the columns that the network was trained on, but they have no column \"%s\": %s"
                                .formatted(Names.shorten(name), Names.hint(name, there)));
            }
        }
        return wanted.stream().mapToInt(there::indexOf).toArray();
    }

    private StructType answer() {
        OutputMeaning meaning = network().meaning();
        boolean numbers = meaning.kind() == Kind.NUMBERS;
        boolean one = numbers ? network().outputShape().elements() == 1 : meaning.kind() != Kind.ANSWERS;
        DataType vector = SQLDataTypes.VectorType();
        return new StructType()
                .add(name(predictionCol), one ? DataTypes.DoubleType : vector)
                .add(
                        name(classCol),
                        one || numbers ? DataTypes.StringType : DataTypes.createArrayType(DataTypes.StringType))
                .add(name(probabilityCol), vector)
                .add(name(problemCol), DataTypes.StringType);
    }

    private String name(Param<String> column) {
        return getOrDefault(column);
    }

    @Override
    public NetworkModel copy(ParamMap extra) {
        NetworkModel copy = new NetworkModel(uid, network);
        copyValues(copy, extra);
        return copy.setParent(parent());
    }

    /** Writes parameters and the network's file into a folder of any Hadoop file system. */
    @Override
    public MLWriter write() {
        return new Writer(this);
    }

    /** What reads such a folder; a pipeline asks for it by its name. */
    public static MLReader<NetworkModel> read() {
        return new Reader();
    }

    /** The stage that {@code save} wrote into a folder. */
    public static NetworkModel load(String folder) {
        return read().load(folder);
    }

    @Override
    public String toString() {
        return "NetworkModel of " + Names.list(network().preparation().columns()) + " to "
                + network().meaning();
    }

    private static final class Writer extends MLWriter {
        private final NetworkModel model;

        Writer(NetworkModel model) {
            this.model = model;
        }

        @Override
        public void saveImpl(String folder) {
            DefaultParamsWriter.saveMetadata(model, folder, sparkSession());
            Path file = new Path(folder, FILE);
            try (OutputStream out = fileSystem(sparkSession(), file).create(file)) {
                out.write(model.network.bytes());
            } catch (IOException e) {
                throw new UncheckedIOException("The network was not written to " + file, e);
            }
        }
    }

    private static final class Reader extends MLReader<NetworkModel> {
        @Override
        public NetworkModel load(String folder) {
            DefaultParamsReader.Metadata metadata =
                    DefaultParamsReader.loadMetadata(folder, sparkSession(), NetworkModel.class.getName());
            Path file = new Path(folder, FILE);
            try {
                FileSystem files = fileSystem(sparkSession(), file);
                SavedNetwork.requireSize(
                        "The network in " + file, files.getFileStatus(file).getLen());
                try (InputStream in = files.open(file)) {
                    NetworkModel model = new NetworkModel(metadata.uid(), new SavedNetwork(in.readAllBytes()));
                    metadata.getAndSetParams(model, Option.empty());
                    return model;
                }
            } catch (IOException e) {
                throw new UncheckedIOException("The network was not read from " + file, e);
            }
        }
    }

    private static FileSystem fileSystem(SparkSession session, Path file) throws IOException {
        return file.getFileSystem(session.sessionState().newHadoopConf());
    }
}
