package org.cellwise.kernel.magic;

import io.github.spencerpark.jupyter.kernel.magic.registry.Magics;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.maven.model.Dependency;
import org.apache.maven.model.Model;
import org.apache.maven.model.Repository;
import org.apache.maven.model.io.xpp3.MavenXpp3Reader;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;

/** {@code %maven} and its relatives, under the names that IJava gives them. */
public final class MavenMagics {

    private static final Pattern COORDINATES = Pattern.compile("[^:\\s]+:[^:\\s]+(:[^:\\s]*(:[^:\\s]+)?)?:[^:\\s]+");
    private static final Pattern VERSION = Pattern.compile("v?\\d.*");
    private static final Pattern PROJECT = Pattern.compile("(?s).*<project[\\s>].*");
    private static final Pattern SECTION = Pattern.compile("(?s)<(dependency|repository)>.*?</\\1>");

    private final Consumer<String> addToClasspath;
    private final List<MavenResolver.Repository> repositories = new ArrayList<>();

    public MavenMagics(Consumer<String> addToClasspath) {
        this.addToClasspath = addToClasspath;
    }

    public void register(Magics magics) {
        for (String name : List.of("maven", "addMavenDependency", "addMavenDependencies")) {
            magics.registerLineMagic(name, this::addDependencies);
        }
        for (String name : List.of("mavenRepo", "addMavenRepo")) {
            magics.registerLineMagic(name, this::addRepository);
        }
        magics.registerLineMagic("loadFromPOM", this::loadPom);
        magics.registerCellMagic("loadFromPOM", (arguments, pom) -> load(pom));
    }

    private List<String> addDependencies(List<String> coordinates) {
        if (coordinates.isEmpty()) {
            throw new IllegalArgumentException("expects coordinates, for example %maven org.knowm.xchart:xchart:4.0.3");
        }
        for (String one : coordinates) {
            if (!COORDINATES.matcher(one).matches()) {
                throw new IllegalArgumentException(
                        "expects groupId:artifactId:version, groupId:artifactId:version:classifier, or groupId:artifactId:type:classifier:version, not "
                                + one);
            }
        }
        return resolve(coordinates.stream().map(MavenMagics::inMavenOrder).toList(), repositories);
    }

    /** As Maven has it; a classifier may also stand last, as Gradle and pages of repositories have it. */
    static String inMavenOrder(String coordinates) {
        String[] parts = coordinates.split(":");
        boolean versionFirst = parts.length == 4 && VERSION.matcher(parts[2]).matches();
        return versionFirst ? String.join(":", parts[0], parts[1], "jar", parts[3], parts[2]) : coordinates;
    }

    private Void addRepository(List<String> arguments) {
        if (arguments.size() != 2) {
            throw new IllegalArgumentException(
                    "expects a name and a URL, for example %mavenRepo mine https://repo.example");
        }
        repositories.add(new MavenResolver.Repository(arguments.get(0), arguments.get(1)));
        return null;
    }

    private List<String> loadPom(List<String> arguments) throws IOException, XmlPullParserException {
        if (arguments.isEmpty()) {
            throw new IllegalArgumentException("expects the path of a pom.xml");
        }
        return load(Files.readString(Path.of(arguments.get(0))));
    }

    /** A whole POM, or any of its dependency and repository elements as a README shows them. */
    private List<String> load(String text) throws IOException, XmlPullParserException {
        Model pom = new MavenXpp3Reader()
                .read(new StringReader(PROJECT.matcher(text).matches() ? text : wrap(text)));
        List<MavenResolver.Repository> sources = new ArrayList<>(repositories);
        for (Repository repository : pom.getRepositories()) {
            sources.add(new MavenResolver.Repository(repository.getId(), repository.getUrl()));
        }
        List<String> coordinates = new ArrayList<>();
        for (Dependency dependency : pom.getDependencies()) {
            if (!"test".equals(dependency.getScope()) && !"provided".equals(dependency.getScope())) {
                coordinates.add(coordinates(dependency));
            }
        }
        return resolve(coordinates, sources);
    }

    private static String wrap(String fragments) {
        StringBuilder dependencies = new StringBuilder();
        StringBuilder repositories = new StringBuilder();
        Matcher section = SECTION.matcher(fragments);
        while (section.find()) {
            (section.group(1).equals("dependency") ? dependencies : repositories).append(section.group());
        }
        return "<project><repositories>" + repositories + "</repositories><dependencies>" + dependencies
                + "</dependencies></project>";
    }

    private static String coordinates(Dependency dependency) {
        String name = dependency.getGroupId() + ":" + dependency.getArtifactId();
        String version = dependency.getVersion();
        if (version == null || version.contains("${")) {
            throw new IllegalArgumentException("the version of " + name + " is " + version
                    + ": write it out, as parents and properties of a POM are not looked up");
        }
        String classifier = dependency.getClassifier() == null ? "" : ":" + dependency.getClassifier();
        return name + ":" + dependency.getType() + classifier + ":" + version;
    }

    private List<String> resolve(List<String> coordinates, List<MavenResolver.Repository> from) {
        List<String> jars = MavenResolver.resolve(coordinates, from);
        jars.forEach(addToClasspath);
        return jars;
    }
}
